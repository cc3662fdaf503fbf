"""The digest that everything on disk is checked by."""

from __future__ import annotations

# hashlib loads all of OpenSSL for one function that Python has of its own: 2 ms of every start.
try:
    from _blake2 import blake2b
except ImportError:  # not every Python is CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
