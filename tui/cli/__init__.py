"""The command line: the app for those who cannot or do not want to use a screen, and for scheduled tasks.

A command is a function of its options that prints its answer and returns the exit status. It may raise Refused,
RegisterRefused or Rejected: run.py makes one line of it.
"""
