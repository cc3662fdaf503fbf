"""How the headings of each kind of export were used, kept with the entry that brought it in.

So it travels with the register, and taking an entry back takes back what was learnt from it.
"""

from __future__ import annotations

from store.changes import Bundle
from store.intake.opening import Memory
from store.register import Register


def memory_of(register: Register) -> Memory:
    """For each kind of export, by the fingerprint of its headings, what each field was read from last."""
    return {
        entry.change.source: entry.change.columns
        for entry in register.entries
        if isinstance(entry.change, Bundle) and entry.change.source and register.stands(entry.n)
    }
