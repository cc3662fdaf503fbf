"""Staff lists coming in: a file is read, its headings mapped, and a change proposed that nobody has made yet."""
