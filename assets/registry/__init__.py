"""The ground: every field, code list, source and table described once, as data, and what reads them."""
