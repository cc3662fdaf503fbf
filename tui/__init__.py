"""The screens, the command line, the start-up."""

__version__ = "0.1.0"
