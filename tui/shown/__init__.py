"""What the screens show, as values: rows, lines and drawings."""
