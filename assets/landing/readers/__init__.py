"""From a file's bytes to grids of cells: what the content is, and how it is unpacked, decoded and parsed."""
