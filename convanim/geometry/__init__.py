"""The sliding window in one dimension, and the product of axes."""
