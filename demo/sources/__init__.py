"""One module per office: which people it lists and what it writes about them (contract.md sections 2 and 3)."""
