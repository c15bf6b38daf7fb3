"""One module per source: which people an office lists and what it writes about them (contract.md sections 2 and 3.1)."""
