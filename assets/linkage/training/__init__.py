"""Training the linkage model, on purpose and never in a month's run: `renpu linkage train`."""
