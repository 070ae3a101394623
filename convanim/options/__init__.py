"""Every option once, and sizes and paddings as people write them."""
