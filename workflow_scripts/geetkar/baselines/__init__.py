"""What people would otherwise pick, trained as its users train it, to be measured beside this project's networks."""
