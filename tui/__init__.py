"""The screens, the command line, the start-up."""
