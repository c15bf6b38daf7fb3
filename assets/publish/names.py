"""What villages, townships and counties are called: the newest name that `landing.region` tells of a code."""

NAMED = """
    select code, arg_max(region_name, (valid_from_date, region_name)) as region_name from landing.region
    where region_name is not null group by code
"""
"""code, region_name: a row for every region with a name."""
