"""How words sound, which lines of a song rhyme, and the plan of each line."""
