"""A scene as pixels."""
