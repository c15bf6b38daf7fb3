"""Quality floor: how complete the roster is, indicator by indicator, from the county down to the villager group."""
