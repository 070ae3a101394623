"""What is on the page, and when: knows no layer, no colour and no format."""
