"""Maps of census tracts (普查小区图) that an enumerator prints and walks with: one page per tract, offline."""
