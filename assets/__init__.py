"""What is made: one package per floor of the house; floors depend downwards only (docs/architecture.md)."""
