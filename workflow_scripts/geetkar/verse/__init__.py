"""How words sound, which lines of a song rhyme, the plan of each line, and texts as networks read them."""
