"""When and how things run: Dagster wiring only, no domain logic."""
