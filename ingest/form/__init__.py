"""The form as it came back: where its tables stand, and which cell answers which task."""
