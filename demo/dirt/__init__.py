"""Faults of the people who keep registers, at the rates of `profile.toml`; each is told to the truth as a tag."""
