"""The units of a script (characters, words, subwords), numbered, and texts as numbers."""
