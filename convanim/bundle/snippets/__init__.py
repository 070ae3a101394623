"""Snippets: one file each for what they are pasted into."""
