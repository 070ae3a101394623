"""Colours, languages, and how wide words are and how numbers are written."""
