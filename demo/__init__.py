"""A county that does not exist: its people, their months, its offices' deliveries, and the truth behind them.

Independent of `assets`: nothing here may be imported from it, or the truth would share its mistakes.
"""
