"""How fast deliveries are read, beside the bare reader of each form: `python -m benchmarks.landing`."""
