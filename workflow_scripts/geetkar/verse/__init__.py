"""How words sound, and which lines of a song rhyme."""
