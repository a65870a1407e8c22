"""Pages that open from disk, one folder a page."""
