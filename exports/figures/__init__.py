"""What governors are told, in numbers and words, before it is set out on sheets."""
