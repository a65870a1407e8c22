"""Pages that open from disk, with one folder for each page."""
