"""The linkage measured by itself: accuracy by stratum, against plain Splink, an oracle, planted cases, FEBRL4, and price.

`python -m benchmarks.linkage <part> --persons N --seed S`; every part prints Markdown tables.
"""
