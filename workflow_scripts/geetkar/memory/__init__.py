"""The memory of a song: what the units so far propose for the next one, as an input of networks."""
