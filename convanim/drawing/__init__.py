"""The vocabulary of the views: planes, cells and their text, captions and the page."""
