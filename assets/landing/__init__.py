"""The landing floor: delivered files become typed Parquet, row for row, and every row is accounted for.

Belongs here: finding, decoding and parsing files, mapping headers, the account, and which delivery is in force. Not
here: the meaning of a value (the standard floor).
"""
