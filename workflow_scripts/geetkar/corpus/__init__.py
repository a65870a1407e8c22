"""Make texts from song files: read, clean, recognize languages, find duplicates, split."""
