"""A delivery looked at without loading it: which source a sheet is, what its columns mean, what is unknown."""
