"""Publish floor: the two databases, the village workbooks and the state, written aside and swapped in together."""
