"""From a grid of cells to rows of a layout: finding the header, mapping it, telling data from form."""
