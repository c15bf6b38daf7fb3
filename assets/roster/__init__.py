"""Roster: the month's persons and places, the roll for the enumerator, the summaries and the account of changes."""
