"""The roof: what must hold of a month. Great Expectations suites from the registry, and cross-table checks in SQL.

Belongs here: what is checked, how severe it is, and what a failure means. Not here: how a table is made.
"""
