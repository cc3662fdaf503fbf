"""register.journal as bytes: what was appended since the snapshot, a line each.

    briefed-journal 1 <sequence> <digest> of the snapshot it continues
    <digest> <length> <sequence> <body>

Each digest is of the link before it and of the rest of its line; the first link is the snapshot's own digest. So a
line cannot change, move, go missing in the middle, or continue another snapshot without it showing. A body is JSON
without a line break: documents by id, by table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.disk.digest import blake2b

_MAGIC = b"briefed-journal 1 "
_HEX = 32
_PREFIX = _HEX + len(" 000000000 0000000000 ")
_SHAPE = re.compile(rb"[0-9a-f]{32} [0-9]{9} [0-9]{10} ")
_SAMPLE = b"0" * _HEX + b" 000000000 0000000000 "


class BadLineError(Exception):
    """A line is there in full and is not what was written."""


class Position(NamedTuple):
    """Where the next line goes: what it is chained to, the last sequence given, and the journal's length so far."""

    link: bytes
    sequence: int
    length: int


class Lines(NamedTuple):
    """What was found: the bodies in order, where the next goes, and an unfinished last line if there is one."""

    bodies: list[bytes]
    end: Position
    torn: bytes


def header(snapshot: str, sequence: int) -> bytes:
    """The first line of a journal that continues the snapshot with this digest, which is as far as this sequence."""
    return b"%b%010d %b\n" % (_MAGIC, sequence, snapshot.encode())


def is_unused(data: bytes) -> bool:
    """Whether it is the journal of a register in which nothing was ever kept: all that a creation cut short leaves."""
    first = header("0" * 64, 0)
    return len(data) == len(first) and data.startswith(first[:-65])


def start(snapshot: str, sequence: int) -> Position:
    """Where the first line goes."""
    return Position(snapshot.encode(), sequence, len(header(snapshot, sequence)))


def line(at: Position, body: bytes) -> tuple[bytes, Position]:
    """The next line, and where the one after it goes."""
    rest = b" %09d %010d %b" % (len(body), at.sequence + 1, body)
    link = _digest(at.link, rest)
    return b"".join((link, rest, b"\n")), Position(link, at.sequence + 1, at.length + _HEX + len(rest) + 1)


def read(data: bytes, at: Position) -> Lines:
    """Every line of `data`, which begins at `at`.

    Raises BadLineError for anything but whole lines, the last of which may be unfinished.
    """
    bodies = []
    place, end = 0, len(data)
    link, sequence = at.link, at.sequence
    while place < end:
        begin = place + _PREFIX
        try:
            stop = begin + int(data[place + _HEX + 1 : place + _HEX + 10])
        except ValueError:
            break
        digest = data[place : place + _HEX]
        if data[stop : stop + 1] != b"\n" or _digest(link, data[place + _HEX : stop]) != digest:
            break
        if int(data[begin - 11 : begin - 1]) != sequence + 1:
            break
        bodies.append(data[begin:stop])
        link, sequence, place = digest, sequence + 1, stop + 1
    torn = data[place:]
    if torn and not _is_torn(torn, sequence + 1):
        raise BadLineError
    return Lines(bodies, Position(link, sequence, at.length + place), torn)


def _is_torn(tail: bytes, sequence: int) -> bool:
    """Whether it can be what a crash left of one line: cut short, or zeros from some point on.

    A line break says that the line was finished, and so does the length it gives itself: then it is damage.
    """
    written = tail.rstrip(b"\0")
    if b"\n" in written:
        return False
    prefix = (written + _SAMPLE[len(written) :])[:_PREFIX]
    if not _SHAPE.fullmatch(prefix):
        return False
    if len(written) < _PREFIX:
        return True
    full = _PREFIX + int(prefix[_HEX + 1 : _HEX + 10])
    return int(prefix[-11:-1]) == sequence and (len(tail) <= full or len(written) < full)


def _digest(link: bytes, rest: bytes) -> bytes:
    hasher = blake2b(link, digest_size=_HEX // 2)
    hasher.update(rest)
    return hasher.hexdigest().encode()
