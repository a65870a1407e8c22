"""Alternatives to this project, set up as their users set them up, to compare it with."""
