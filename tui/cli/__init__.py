"""The command line: the app for those who cannot or do not want to use a screen, and for scheduled tasks."""
