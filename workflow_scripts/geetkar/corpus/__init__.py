"""From song files to texts: reading, cleaning, languages, duplicates and splits."""
