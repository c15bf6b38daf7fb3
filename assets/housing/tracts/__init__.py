"""Census tracts (普查小区): whole buildings grouped into contiguous tracts of about 80 dwellings inside a village."""
