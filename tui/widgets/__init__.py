"""What the screens are made of: a table, lines of text, a filter. They know text and keys, never the register."""
