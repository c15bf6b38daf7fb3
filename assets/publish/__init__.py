"""Publish floor: the two databases, the workbooks and the state, written aside and swapped in together."""
