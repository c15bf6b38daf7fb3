"""Records to persons: who is the same, and the id that stays with them from month to month.

profiles -> numbers -> entities -> blocking -> score -> clusters -> ids; `build.build` runs them in this order.
"""
