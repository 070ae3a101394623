"""Figures where they are read: posts, gallery pages, and the command in a figure's file."""
