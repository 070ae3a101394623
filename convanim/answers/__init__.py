"""Text for people and programs: a layer explained, and sizes solved for."""
