"""Housing: dwellings and who lives in them, households and their heads, buildings."""
