"""What the rules and scripts of all stages need; nothing here decides what is written."""
