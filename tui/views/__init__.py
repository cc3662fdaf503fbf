"""The numbered views: what each lists, and what it says of every row."""
