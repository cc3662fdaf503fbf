"""Staff lists coming in."""
