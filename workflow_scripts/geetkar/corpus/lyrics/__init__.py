"""The body of a song: from text as contributors typed it to verses of lines of words, with marks."""
