"""What any workbook is made of: its nouns, how they are laid out, and the file that comes of it."""
