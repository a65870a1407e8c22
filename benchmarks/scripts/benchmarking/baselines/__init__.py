"""What people would otherwise use, set up as its users set it up, to compare this project with."""
