"""The linkage measured by itself: by stratum, against plain Splink and an oracle, planted cases, FEBRL4, its price.

`python -m benchmarks.linkage <part> --persons N --seed S`; every part prints Markdown tables.
"""
