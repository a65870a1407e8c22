"""The primer: the source article's explanations with computed numbers, one module for each section."""
