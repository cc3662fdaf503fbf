#!/usr/bin/env python3
"""ptybench - measure any terminal program from the outside, through a pty.

What it does
    Spawns a command on a pseudo-terminal of a given size, emulates a modern
    terminal (alt screen, truecolor, synchronized output, replies to terminal
    queries), and measures what a person at that terminal would wait for:

      * exec -> first frame whose text matches a regex        (start-up)
      * key  -> first visible change / text appears / settled  (latency)
      * a burst of keys at auto-repeat speed -> drain lag, frames, dropped work
      * paste of a long text, resize of the window
      * peak resident memory of the whole child process tree, CPU per step,
        bytes written to the terminal per step

    Several programs are measured interleaved (A B C, B C A, ...) in one run,
    so ratios between them survive a drifting, shared machine; noise is
    measured at the same time and flagged.

How time is taken
    A forked "tap" process does nothing but read the pty master, stamp every
    chunk with CLOCK_MONOTONIC and hand it on; the (slow) emulation is done
    afterwards by the main process, chunk by chunk, and a screen state is
    credited with the stamp of the chunk that produced it.  So emulation cost
    is never in a figure.  Output inside a synchronized update (mode 2026)
    counts as painted when the update ends, as on a real terminal.
    `ptybench.py selftest` prints the harness's own floor.

Needs: Python >= 3.9 on Linux, `pip install pyte`.  Nothing else.

Command line
    ptybench.py run SCENARIO.json [--runs N] [--warmup N] [--size WxH ...]
                    [--only NAME ...] [--baseline NAME] [--out FILE.json]
                    [--timeout S] [--quiet-machine S] [--keep-samples]
                    [--screen-chars N] [--strict]
        The whole scenario, interleaved; table on stdout, JSON to --out
        (or `--out -` for JSON only on stdout).
    ptybench.py quick --app 'NAME|READY_REGEX|COMMAND' [--app ...]
                    [--key KEY[:COUNT] ...] [--type TEXT ...] [--burst KEY:COUNT:MS]
                    [--quit KEYS] [run options]
        The same without a scenario file; steps are done in the order
        key, type, burst.
    ptybench.py show --ready REGEX [--send KEYS ...] [--size WxH] [--ansi]
                    [--after S] -- COMMAND ARG ...
        Runs once and prints the screen: for writing regexes.
    ptybench.py selftest
        Checks the emulator and prints the harness floor (kernel echo).
    ptybench.py compare OLD.json NEW.json [--tolerance 0.15]
        Ratios of two result files, as NEW/OLD of each target/step, each
        already divided by its own file's baseline if both have one.

    Exit status: 0 measured; 1 some step failed (never became ready, timed
    out, child died); 2 bad arguments; 3 measured, but flagged as noisy and
    --strict was given.

Scenario file (JSON; // line comments allowed)
    { "size": ["100x30", "140x40"], "runs": 7, "warmup": 1,
      "env": {"LANG": "C.UTF-8"}, "baseline": "hello",
      "targets": [
        { "name": "ours",
          "cmd": ["python", "-m", "app", "--data", "x.json"],   // or a string
          "cwd": "/path", "env": {"X": "1"}, "fresh_home": false,
          "setup": "shell command run before each run, not timed",
          "steps": [
            {"wait": "Staff", "name": "first_frame"},
            {"settle": 0.3},
            {"key": "down", "count": 40, "name": "cursor_down"},
            {"type": "smith", "compare": "text", "name": "filter"},
            {"key": "escape", "until": "200 staff", "name": "clear"},
            {"burst": "down", "count": 60, "interval_ms": 33, "name": "hold"},
            {"paste": "long text", "name": "paste"},
            {"resize": "80x24", "name": "resize"},
            {"expect": "Smith"}, {"rss": "rss_open"}, {"idle": 3},
            {"exit": "ctrl+q"} ] } ] }

    A target may say "steps": "@name" to use a list from the top-level
    "steps" object, and "$PY"-style names are replaced from the environment.

Steps
    wait   REGEX   ms from exec (the first wait) or from the previous step's
                   end until the screen text matches.  "timeout" seconds.
                   `|` in the regex may span lines; screen lines are joined
                   with newlines, flags are MULTILINE.
    settle S       wait until nothing changed for S seconds.  Not measured.
    key    KEY     press KEY "count" times, each only after the previous one
                   has settled; gives per press: first (ms to the first visible
                   change), settled (ms to the last change before "quiet"
                   seconds of no change; default 0.12), and, with "until",
                   until (ms until the text matches).  "keys": [..] cycles.
    type   TEXT    the same, one press per character.
    burst  KEY     press at a fixed interval without waiting; gives drain (ms
                   from the last press to the last change), frames (painted
                   states that differ) and fps.
    paste  TEXT    bracketed paste if the program asked for it.
    resize WxH     changes the window size; gives first/settled.
    send   KEYS    keys separated by spaces (or "text:literal text with
                   spaces", or a list of keys), not measured.   sleep S.
    expect REGEX   fails the run if the screen does not match.
    reject REGEX   fails the run if it does.
    rss    NAME    records resident MiB of the process tree at this moment.
    idle   S       leaves it alone for S seconds; gives cpu_ms_per_s and
                   out_bytes_per_s (timers, blinking cursors, polling).
    exit   KEYS    presses them and gives ms until the process has ended;
                   "status" is the exit code it must end with (default 0,
                   null for any).
    Any measured step takes "compare": "any" (characters, style and cursor:
    default), "style" (characters and style) or "text" (characters only; use
    it where a cursor blinks), "mask": [rows] (0-based rows to leave out,
    negative from the bottom: a clock, a footer), "quiet": S, "timeout": S,
    "gap_ms": [lo, hi] (random pause before each press, default [0, 20], so
    presses do not lock to the program's frame clock).
    Keys: a b .. enter tab escape space backspace delete insert home end
    pageup pagedown up down left right f1..f12 ctrl+x alt+x shift+tab, or
    "text:abc" for literal characters, "hex:1b5b41" for raw bytes.

Figures in the JSON
    per target, size and step: n, p50, p95, max, min, mean, iqr of each
    metric; runs' medians; "spread" (max/min of the runs' medians); cpu_ms
    and out_kib per press; rss_peak_mib (largest sum over the tree seen),
    hwm_mib (kernel's high-water mark of the largest process); ratio to the
    baseline taken round by round (median, min, max).  "noise": calibration
    loop drift, CPU steal, load, flags.
"""

from __future__ import annotations

import argparse
import codecs
import errno
import fcntl
import json
import math
import os
import platform
import random
import re
import select
import shlex
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata
from functools import lru_cache

try:
    import pyte
    from pyte import modes as pmodes
    from pyte.screens import Char, Cursor  # noqa: F401
except ImportError:  # pragma: no cover
    sys.stderr.write("ptybench needs pyte: pip install pyte\n")
    sys.exit(2)

VERSION = 1
now_ns = time.monotonic_ns


class BenchError(Exception):
    """A step could not be measured; the run is void, the benchmark goes on."""


# --------------------------------------------------------------------------
# Terminal emulation: pyte's grid, a faster and wider tokenizer
# --------------------------------------------------------------------------

TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f\x9b\x9d\x90]+)"
    r"|\x1b\[(?P<csi>[0-9:;<=>?]*)(?P<inter>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_](?P<dcs>[^\x1b]*)\x1b\\"
    r"|\x1b(?P<inter2>[ -/]+)(?P<esc2>[0-~])"
    r"|\x1b(?P<esc>[0-OQ-WYZ\\`-~])"
    r"|(?P<ctrl>[\x00-\x1a\x1c-\x1f\x7f\x9b\x9d\x90])",
    re.DOTALL,
)
PARTIAL = re.compile(r"\x1b(?:\[[0-9:;<=>?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?\Z", re.DOTALL)


@lru_cache(maxsize=None)
def char_width(ch: str) -> int:
    o = ord(ch)
    if o < 0x300:
        return 1 if o >= 0x20 else 0
    if unicodedata.combining(ch) or 0xFE00 <= o <= 0xFE0F or o in (0x200B, 0x200C, 0x200D):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


class Grid(pyte.Screen):
    """pyte.Screen with a fast draw, cached SGR and the sequences it lacks."""

    def __init__(self, columns: int, lines: int) -> None:
        self._sgr_cache: dict = {}
        self._cells: dict = {}
        self.last_char = " "
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        cur = self.cursor
        wrap = pmodes.DECAWM in self.mode
        columns = self.columns
        buffer = self.buffer
        attrs = cur.attrs
        key = attrs[1:]
        cells = self._cells.get(key)
        if cells is None:
            if len(self._cells) > 4096:
                self._cells.clear()
            cells = self._cells[key] = {}
        insert = pmodes.IRM in self.mode
        for ch in data:
            w = char_width(ch)
            if w == 0:
                if cur.x:
                    line = buffer[cur.y]
                    prev = line[cur.x - 1]
                    if unicodedata.combining(ch):
                        line[cur.x - 1] = prev._replace(data=unicodedata.normalize("NFC", prev.data + ch))
                continue
            if cur.x + w > columns:
                if wrap:
                    self.dirty.add(cur.y)
                    self.carriage_return()
                    self.linefeed()
                else:
                    cur.x = columns - w
            if insert:
                self.insert_characters(w)
            cell = cells.get(ch)
            if cell is None:
                cell = cells[ch] = attrs._replace(data=ch)
            line = buffer[cur.y]
            line[cur.x] = cell
            if w == 2:
                line[cur.x + 1] = attrs._replace(data="")
            cur.x += w
            self.last_char = ch
        self.dirty.add(cur.y)

    def sgr(self, params: str) -> None:
        attrs = self.cursor.attrs
        key = (attrs[1:], params)
        hit = self._sgr_cache.get(key)
        if hit is None:
            nums = []
            for part in params.split(";"):
                if ":" in part:  # 38:2::r:g:b, 4:3 ...
                    sub = [p for p in part.split(":")]
                    head = sub[0]
                    if head in ("38", "48") and len(sub) >= 5 and sub[1] == "2":
                        nums += [int(head), 2] + [int(p or 0) for p in sub[-3:]]
                    elif head in ("38", "48") and len(sub) >= 3:
                        nums += [int(head), int(sub[1] or 5), int(sub[2] or 0)]
                    elif head == "4":
                        nums.append(24 if sub[1:2] == ["0"] else 4)
                else:
                    nums.append(int(part or 0))
            if len(self._sgr_cache) > 20000:
                self._sgr_cache.clear()
            try:
                self.select_graphic_rendition(*nums)
            except Exception:
                pass  # a colour that this terminal does not know: text and time are measured, not colours
            hit = self._sgr_cache[key] = self.cursor.attrs
        self.cursor.attrs = hit

    def scroll_up(self, n: int = 1) -> None:
        top, bottom = self.margins or pyte.screens.Margins(0, self.lines - 1)
        y, x = self.cursor.y, self.cursor.x
        for _ in range(min(n or 1, self.lines)):
            self.cursor.y = bottom
            self.index()
        self.cursor.y, self.cursor.x = y, x

    def scroll_down(self, n: int = 1) -> None:
        top, bottom = self.margins or pyte.screens.Margins(0, self.lines - 1)
        y, x = self.cursor.y, self.cursor.x
        for _ in range(min(n or 1, self.lines)):
            self.cursor.y = top
            self.reverse_index()
        self.cursor.y, self.cursor.x = y, x


def _clamp(screen: Grid) -> None:
    if screen.cursor.x >= screen.columns:
        screen.cursor.x = screen.columns - 1


class Terminal:
    """Feeds stamped chunks to a Grid; calls `on_paint(stamp)` at each moment
    the user could see the screen (end of chunk, or end of a synchronized
    update)."""

    CSI = {
        "@": "insert_characters",
        "A": "cursor_up",
        "B": "cursor_down",
        "C": "cursor_forward",
        "D": "cursor_back",
        "E": "cursor_down1",
        "F": "cursor_up1",
        "G": "cursor_to_column",
        "H": "cursor_position",
        "J": "erase_in_display",
        "K": "erase_in_line",
        "L": "insert_lines",
        "M": "delete_lines",
        "P": "delete_characters",
        "X": "erase_characters",
        "a": "cursor_forward",
        "d": "cursor_to_line",
        "e": "cursor_down",
        "f": "cursor_position",
        "g": "clear_tab_stop",
        "r": "set_margins",
        "`": "cursor_to_column",
        "S": "scroll_up",
        "T": "scroll_down",
    }

    def __init__(self, columns: int, lines: int, reply=None) -> None:
        self.grid = Grid(columns, lines)
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.carry = ""
        self.in_sync = False
        self.syncs = 0
        self.reply = reply or (lambda data: None)
        self.unknown: set = set()
        self._lines: list = [("", 0)] * lines
        self._alt = None
        self.bells = 0

    # -- input -------------------------------------------------------------
    def feed(self, data: bytes, stamp: int, on_paint=None) -> None:
        text = self.carry + self.decode(data)
        self.carry = ""
        tail = text.rfind("\x1b", max(0, len(text) - 65536))
        if tail >= 0 and PARTIAL.match(text, tail):
            # an unfinished sequence; the string kinds may start further left
            text, self.carry = text[:tail], text[tail:]
        pos, end = 0, len(text)
        grid = self.grid
        match = TOKEN.match
        while pos < end:
            m = match(text, pos)
            if m is None:
                if text[pos] == "\x1b" and PARTIAL.match(text, pos):
                    self.carry = text[pos:] + self.carry
                    break
                pos += 1
                continue
            pos = m.end()
            kind = m.lastgroup
            if kind == "text":
                grid.draw(m.group("text"))
            elif kind == "final":
                self._csi(m.group("csi"), m.group("inter"), m.group("final"), stamp, on_paint)
            elif kind == "ctrl":
                self._ctrl(m.group("ctrl"))
            elif kind == "esc":
                self._esc(m.group("esc"))
            elif kind == "osc":
                self._osc(m.group("osc"))
            elif kind == "dcs":
                if m.group("dcs").startswith("+q"):
                    self.reply(b"\x1bP0+r\x1b\\")
        if on_paint and not self.in_sync:
            on_paint(stamp)

    def _ctrl(self, c: str) -> None:
        g = self.grid
        if c == "\r":
            g.carriage_return()
        elif c in "\n\x0b\x0c":
            g.linefeed()
        elif c == "\b":
            _clamp(g)
            g.backspace()
        elif c == "\t":
            g.tab()
        elif c == "\x07":
            self.bells += 1

    def _esc(self, c: str) -> None:
        g = self.grid
        if c == "7":
            g.save_cursor()
        elif c == "8":
            g.restore_cursor()
        elif c == "D":
            g.index()
        elif c == "E":
            g.carriage_return()
            g.linefeed()
        elif c == "M":
            g.reverse_index()
        elif c == "H":
            g.set_tab_stop()
        elif c == "c":
            g.reset()

    def _osc(self, body: str) -> None:
        code, _, rest = body.partition(";")
        if code in ("0", "2"):
            self.grid.set_title(rest)
        elif rest.startswith("?"):
            if code == "10":
                self.reply(b"\x1b]10;rgb:e0e0/e0e0/e0e0\x1b\\")
            elif code == "11":
                self.reply(b"\x1b]11;rgb:1010/1010/1010\x1b\\")

    def _csi(self, params: str, inter: str, final: str, stamp: int, on_paint) -> None:
        g = self.grid
        private = params[:1] if params[:1] in "<=>?" and params else ""
        body = params[1:] if private else params
        if inter:
            if inter == "$" and final == "p" and private == "?":
                known = body in ("2026", "1049", "1006", "2004", "1000", "25", "7", "1")
                on = (int(body or 0) << 5) in g.mode if body.isdigit() else False
                state = (1 if on else 2) if known else 0
                self.reply(f"\x1b[?{body};{state}$y".encode())
            elif inter == "!" and final == "p":
                g.reset()
            return
        if final == "m":
            if not private:
                g.sgr(body)
            return
        nums = [int(p) if p.isdigit() else 0 for p in body.split(";")] if body else []
        if final in "hl":
            if private == "?":
                self._private_mode(nums, final == "h", stamp, on_paint)
            elif not private:
                nums and (g.set_mode if final == "h" else g.reset_mode)(*nums)
            return
        if private:
            if final == "c" and private == ">":
                self.reply(b"\x1b[>1;10;0c")
            elif final == "u" and private == "?":
                pass  # kitty keyboard: like a terminal that does not have it
            elif final == "J" and private == "?":
                g.erase_in_display(*nums)
            elif final == "K" and private == "?":
                g.erase_in_line(*nums)
            return
        if final == "c":
            self.reply(b"\x1b[?62;22c")
        elif final == "n":
            if nums == [6]:
                self.reply(f"\x1b[{g.cursor.y + 1};{min(g.cursor.x, g.columns - 1) + 1}R".encode())
            elif nums == [5]:
                self.reply(b"\x1b[0n")
        elif final == "b":
            g.draw(g.last_char * min((nums[0] if nums else 1) or 1, g.columns * g.lines))
        elif final == "s":
            g.save_cursor()
        elif final == "u":
            g.restore_cursor()
        elif final == "t":
            if nums[:1] == [18]:
                self.reply(f"\x1b[8;{g.lines};{g.columns}t".encode())
            elif nums[:1] == [14]:
                self.reply(f"\x1b[4;{g.lines * 16};{g.columns * 8}t".encode())
        elif final == "Z":
            _clamp(g)
            g.cursor.x = max(0, (g.cursor.x - 1) // 8 * 8)
        elif final == "I":
            g.tab()
        elif final in self.CSI:
            if final in "@ACDPXKJLMde":
                _clamp(g)
            try:
                getattr(g, self.CSI[final])(*nums[:2] if final in "Hfr" else nums[:1])
            except Exception as exc:  # never let a strange sequence end a run
                self.unknown.add(f"{params}{final}: {exc}")
        else:
            self.unknown.add(f"CSI {params}{inter}{final}")

    def _private_mode(self, nums, on: bool, stamp: int, on_paint) -> None:
        g = self.grid
        for n in nums:
            if n == 2026:
                self.in_sync = on
                if not on:
                    self.syncs += 1
                    if on_paint:
                        on_paint(stamp)
            elif n in (47, 1047, 1049):
                if on and self._alt is None:
                    self._alt = True
                    g.save_cursor()
                    g.erase_in_display(2)
                elif not on and self._alt:
                    self._alt = None
                    g.erase_in_display(2)
                    g.restore_cursor()
            elif n == 3:
                g.erase_in_display(2)
            elif n == 5:
                g.dirty.update(range(g.lines))
            else:
                (g.set_mode if on else g.reset_mode)(n, private=True)

    # -- output ------------------------------------------------------------
    def mode(self, n: int) -> bool:
        return (n << 5) in self.grid.mode

    def resize(self, columns: int, lines: int) -> None:
        self.grid.resize(lines, columns)
        self._lines = [("", 0)] * lines
        self.grid.dirty.update(range(lines))

    def rows(self) -> list:
        """[(text, style hash)] per line, only dirty lines rendered anew."""
        g = self.grid
        if g.dirty:
            cols = range(g.columns)
            default = g.default_char
            for y in g.dirty:
                if y >= g.lines:
                    continue
                line = g.buffer.get(y)
                if not line:
                    self._lines[y] = (" " * g.columns, 0)
                    continue
                get = line.get
                cells = [get(x, default) for x in cols]
                self._lines[y] = ("".join([c.data for c in cells]), hash(tuple([c[1:] for c in cells])))
            g.dirty.clear()
        return self._lines

    def text(self) -> str:
        return "\n".join(t.rstrip() for t, _ in self.rows())

    def cursor_key(self):
        c = self.grid.cursor
        return (c.x, c.y) if not c.hidden else None


# --------------------------------------------------------------------------
# Keys
# --------------------------------------------------------------------------

KEYS = {
    "enter": b"\r",
    "return": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "esc": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "insert": b"\x1b[2~",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "shift+tab": b"\x1b[Z",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "f11": b"\x1b[23~",
    "f12": b"\x1b[24~",
}
CURSOR_KEYS = {"up": b"A", "down": b"B", "right": b"C", "left": b"D", "home": b"H", "end": b"F"}


def key_bytes(key: str, app_cursor: bool = False) -> bytes:
    if key.startswith("text:"):
        return key[5:].encode()
    if key.startswith("hex:"):
        return bytes.fromhex(key[4:])
    low = key.lower()
    if low in KEYS:
        return KEYS[low]
    if low in CURSOR_KEYS:
        return (b"\x1bO" if app_cursor else b"\x1b[") + CURSOR_KEYS[low]
    mods = {"shift": 2, "alt": 3, "ctrl": 5}
    if "+" in low and len(low) > 1:
        mod, _, base = low.rpartition("+")
        if mod in mods and base in CURSOR_KEYS:
            return b"\x1b[1;" + str(mods[mod]).encode() + CURSOR_KEYS[base]
        if mod == "ctrl":
            if base == "space":
                return b"\0"
            if len(base) == 1:
                return bytes([ord(base.upper()) & 0x1F])
        if mod == "alt":
            return b"\x1b" + key_bytes(key.rpartition("+")[2], app_cursor)
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"unknown key {key!r}")


# --------------------------------------------------------------------------
# Child on a pty
# --------------------------------------------------------------------------

HEAD = struct.Struct("<QI")
PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")


def _tree(root: int) -> list:
    """pids of root and its descendants."""
    out, todo = [], [root]
    while todo:
        pid = todo.pop()
        out.append(pid)
        try:
            for tid in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{tid}/children") as f:
                    todo.extend(int(p) for p in f.read().split())
        except (OSError, ValueError):
            pass
    return out


def _status(pid: int) -> dict:
    out = {}
    try:
        with open(f"/proc/{pid}/status") as f:
            for line in f:
                if line.startswith(("VmHWM", "VmRSS")):
                    k, v = line.split(":")
                    out[k] = int(v.split()[0]) / 1024
    except (OSError, ValueError):
        pass
    return out


class Session:
    """One run of one program."""

    def __init__(self, cmd, size, env, cwd=None, timeout=60.0) -> None:
        self.size = size
        self.deadline_s = timeout
        self.chunks: list = []  # (stamp, data) not yet emulated
        self.out_bytes = 0
        self.eof = False
        self.status = None
        self.rss_peak = 0.0
        self.hwm: dict = {}
        self.last_sample = 0
        self.inbuf = b""
        cols, lines = size
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, cols, cols * 8, lines * 16))
        self.master = master
        r, w = os.pipe()
        fcntl.fcntl(w, 1031, 1 << 20)  # F_SETPIPE_SZ: the tap never blocks on us
        # the tap: stamps and forwards; forked before the program starts
        self.tap = os.fork()
        if self.tap == 0:
            self._tap_main(master, slave, r, w)
        os.close(w)
        self.pipe = r
        os.set_blocking(r, False)
        self.term = Terminal(cols, lines, reply=self.write)
        self.prev_rows = None
        err_r, err_w = os.pipe()
        self.t0 = now_ns()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(err_r)
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for fd in (0, 1, 2):
                    os.dup2(slave, fd)
                for fd in (master, r, slave):
                    if fd > 2:
                        os.close(fd)
                if cwd:
                    os.chdir(cwd)
                signal.signal(signal.SIGPIPE, signal.SIG_DFL)
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.execvpe(cmd[0], cmd, env)
            except BaseException as exc:
                os.write(err_w, f"{cmd[0]}: {exc}".encode())
            os._exit(127)
        os.close(err_w)
        os.close(slave)
        self.pid = pid
        msg = b""
        while True:
            part = os.read(err_r, 4096)
            if not part:
                break
            msg += part
        os.close(err_r)
        if msg:
            self.close()
            raise BenchError(msg.decode())

    # -- the tap process ---------------------------------------------------
    @staticmethod
    def _tap_main(master, slave, r, w):
        try:
            os.close(r)
            os.close(slave)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                os.nice(-5)
            except OSError:
                pass
            started = False
            while True:
                try:
                    data = os.read(master, 65536)
                except OSError as exc:
                    if exc.errno == errno.EIO:  # no program holds the slave
                        if started or os.getppid() == 1:
                            break
                        time.sleep(0.0005)
                        continue
                    break
                if not data:
                    break
                started = True
                os.write(w, HEAD.pack(now_ns(), len(data)) + data)
        finally:
            os._exit(0)

    # -- plumbing ----------------------------------------------------------
    def write(self, data: bytes) -> None:
        view = data
        while view:
            try:
                n = os.write(self.master, view)
            except BlockingIOError:
                time.sleep(0.0002)
                continue
            except OSError:
                return
            view = view[n:]

    def _pull(self, wait_s: float) -> bool:
        """Move what the tap has stamped into self.chunks; wait up to wait_s."""
        if self.eof:
            return False
        ready, _, _ = select.select([self.pipe], [], [], max(0.0, wait_s))
        if not ready:
            return False
        try:
            data = os.read(self.pipe, 1 << 20)
        except BlockingIOError:
            return False
        if not data:
            self.eof = True
            return False
        buf = self.inbuf + data
        pos = 0
        while len(buf) - pos >= HEAD.size:
            stamp, n = HEAD.unpack_from(buf, pos)
            if len(buf) - pos - HEAD.size < n:
                break
            start = pos + HEAD.size
            chunk = buf[start : start + n]
            self.chunks.append((stamp, chunk))
            self.out_bytes += n
            pos = start + n
        self.inbuf = buf[pos:]
        return True

    def emulate(self, on_paint=None) -> None:
        chunks, self.chunks = self.chunks, []
        for stamp, data in chunks:
            self.term.feed(data, stamp, on_paint)

    def sample(self, force=False) -> float:
        t = now_ns()
        if not force and t - self.last_sample < 30_000_000:
            return 0.0
        self.last_sample = t
        total = 0.0
        for pid in _tree(self.pid):
            st = _status(pid)
            total += st.get("VmRSS", 0.0)
            if st.get("VmHWM", 0) > self.hwm.get(pid, 0):
                self.hwm[pid] = st["VmHWM"]
        self.rss_peak = max(self.rss_peak, total)
        return total

    def cpu_ms(self) -> float:
        """CPU used by the live tree; from schedstat (ns) where the kernel has it."""
        total = 0.0
        for pid in _tree(self.pid):
            try:
                part = 0
                for tid in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{tid}/schedstat") as f:
                        part += int(f.read().split()[0])
                total += part / 1e6
            except (OSError, IndexError, ValueError):
                try:
                    with open(f"/proc/{pid}/stat") as f:
                        parts = f.read().rpartition(")")[2].split()
                    total += (int(parts[11]) + int(parts[12])) * 1000.0 / TICK
                except (OSError, IndexError, ValueError):
                    pass
        return total

    def alive(self) -> bool:
        if self.status is not None:
            return False
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            self.status = 0
            return False
        if pid:  # its ru_maxrss would count our own image before exec
            self.status = status
            return False
        return True

    def how_ended(self) -> str:
        if self.status is None:
            return "closed its terminal but still runs"
        if os.WIFSIGNALED(self.status):
            return f"killed by {signal.Signals(os.WTERMSIG(self.status)).name}"
        return f"exit {os.waitstatus_to_exitcode(self.status)}"

    # -- waiting -----------------------------------------------------------
    def wait_text(self, pattern, timeout: float, since: int):
        """ms from `since` to the first painted screen that matches."""
        rx = re.compile(pattern, re.M)
        found: list = []

        def check(stamp):
            if not found and rx.search(self.term.text()):
                found.append(stamp)

        self.emulate()
        check(now_ns() if since is None else since)
        end = now_ns() + int(timeout * 1e9)
        # emulate only in the gaps between outputs, or every 40 ms
        oldest = None
        while not found:
            t = now_ns()
            if t > end:
                raise BenchError(f"timeout ({timeout:g} s) waiting for /{pattern}/; screen:\n{self.term.text()}")
            got = self._pull(0.004 if self.chunks else 0.05)
            t = now_ns()
            if self.chunks and oldest is None:
                oldest = t
            if self.chunks and (not got or t - oldest > 40_000_000):
                self.emulate(check)
                oldest = None
            if not got:
                self.sample()
            if self.eof or (not got and not self.alive()):
                while self._pull(0.05):
                    pass
                self.emulate(check)
                for _ in range(40):
                    if not self.alive():
                        break
                    time.sleep(0.005)
                if not found:
                    raise BenchError(
                        f"program ended ({self.how_ended()}) before /{pattern}/; screen:\n{self.term.text()}"
                    )
        return (found[0] - since) / 1e6

    def state(self, compare: str, mask=()):
        rows = self.term.rows()
        if mask:
            n = len(rows)
            drop = {m % n for m in mask}
            rows = [r for i, r in enumerate(rows) if i not in drop]
        if compare == "text":
            return tuple(t for t, _ in rows)
        if compare == "style":
            return tuple(rows)
        return (tuple(rows), self.term.cursor_key())

    def watch(self, action, compare="any", mask=(), quiet=0.12, timeout=5.0, until=None, need_change=True):
        """Do action(), then follow the screen until it has been still for
        `quiet` seconds (and `until` has matched).  Emulation is put off while
        output is flowing."""
        self._pull(0)
        self.emulate()
        base = self.state(compare, mask)
        last = [base]
        seen: dict = {"first": None, "settled": None, "until": None, "frames": 0}
        rx = re.compile(until, re.M) if until else None

        def paint(stamp):
            cur = self.state(compare, mask)
            if cur != last[0]:
                last[0] = cur
                seen["frames"] += 1
                if seen["first"] is None:
                    seen["first"] = stamp
                seen["settled"] = stamp
            if rx is not None and seen["until"] is None and rx.search(self.term.text()):
                seen["until"] = stamp

        bytes0, cpu0 = self.out_bytes, self.cpu_ms()
        t0 = now_ns()
        t_last = action() or t0
        end = t0 + int(timeout * 1e9)
        quiet_ns = int(quiet * 1e9)
        oldest = None
        while True:
            got = self._pull(0.004 if self.chunks else min(quiet, 0.02))
            t = now_ns()
            if self.chunks and oldest is None:
                oldest = t
            if self.chunks and (not got or t - oldest > 40_000_000):
                self.emulate(paint)
                oldest = None
                t = now_ns()
            if not got:
                changed = seen["settled"]
                ok_change = changed is not None or not need_change
                ok_until = rx is None or seen["until"] is not None
                ref = max(changed or 0, t_last)
                if ok_change and ok_until and t - ref >= quiet_ns:
                    break
                if not self.alive():
                    break
            if t > end:
                self.emulate(paint)
                break
        self.sample()
        if rx is not None and seen["until"] is None:
            raise BenchError(f"/{until}/ did not appear within {timeout:g} s; screen:\n{self.term.text()}")
        out = {
            "frames": seen["frames"],
            "out_bytes": self.out_bytes - bytes0,
            "cpu_ms": self.cpu_ms() - cpu0,
            "t0": t0,
            "t_last": t_last,
            "first": None,
            "settled": None,
        }
        for k in ("first", "settled", "until"):
            if seen[k] is not None:
                out[k] = (seen[k] - t0) / 1e6
        if seen["settled"] is not None:
            out["drain"] = max(0.0, (seen["settled"] - t_last) / 1e6)
        return out

    def press(self, key: str):
        data = key_bytes(key, self.term.mode(1))

        def action():
            self.write(data)

        return action

    def close(self) -> None:
        if self.status is None and getattr(self, "pid", None):
            self.sample(force=True)
            for sig, grace in ((signal.SIGHUP, 0.3), (signal.SIGTERM, 0.7), (signal.SIGKILL, 2.0)):
                pids = _tree(self.pid)
                for p in pids:
                    try:
                        os.kill(p, sig)
                    except OSError:
                        pass
                end = time.monotonic() + grace
                while time.monotonic() < end and self.alive():
                    self._pull(0.01)
                if self.status is not None:
                    break
        try:
            os.kill(self.tap, signal.SIGKILL)
            os.waitpid(self.tap, 0)
        except OSError:
            pass
        for fd in (self.master, self.pipe):
            try:
                os.close(fd)
            except OSError:
                pass


# --------------------------------------------------------------------------
# Noise
# --------------------------------------------------------------------------


def calibrate() -> float:
    """ms of a fixed pure-Python loop, best of 3: drifts with the machine."""
    best = math.inf
    for _ in range(3):
        t = time.perf_counter()
        x = 0
        for i in range(120_000):
            x += i * i & 7
        best = min(best, (time.perf_counter() - t) * 1000)
    return best


def cpu_times():
    try:
        with open("/proc/stat") as f:
            v = [int(x) for x in f.readline().split()[1:]]
        return sum(v[:8]), v[7]
    except (OSError, IndexError):
        return 0, 0


# --------------------------------------------------------------------------
# Running steps
# --------------------------------------------------------------------------


def parse_size(text: str):
    m = re.fullmatch(r"(\d+)x(\d+)", text)
    if not m:
        raise ValueError(f"size {text!r} is not WxH")
    return int(m[1]), int(m[2])


class Run:
    def __init__(self, target, size, env, home, rng, default_timeout) -> None:
        self.t = target
        self.size = size
        self.rng = rng
        self.metrics: dict = {}  # step -> metric -> [values]
        self.scalars: dict = {}
        self.default_timeout = default_timeout
        full = {
            k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "USER", "LOGNAME", "SHELL", "TMPDIR")
        }
        full.update(TERM="xterm-256color", COLORTERM="truecolor", LINES="", COLUMNS="")
        full.pop("LINES"), full.pop("COLUMNS")
        full.setdefault("LANG", "C.UTF-8")
        full.update(
            HOME=home,
            XDG_CONFIG_HOME=home + "/.config",
            XDG_DATA_HOME=home + "/.local/share",
            XDG_CACHE_HOME=home + "/.cache",
            XDG_STATE_HOME=home + "/.local/state",
        )
        full.update(env)
        full.update(target.get("env", {}))
        self.env = {k: os.path.expandvars(str(v)) for k, v in full.items() if v is not None}

    def add(self, step, metric, value):
        if value is not None:
            self.metrics.setdefault(step, {}).setdefault(metric, []).append(value)

    def go(self):
        t = self.t
        cmd = t["cmd"]
        cmd = shlex.split(os.path.expandvars(cmd)) if isinstance(cmd, str) else [os.path.expandvars(c) for c in cmd]
        if t.get("setup"):
            subprocess.run(
                t["setup"],
                shell=True,
                check=True,
                env=self.env,
                cwd=t.get("cwd"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        s = Session(cmd, self.size, self.env, t.get("cwd"))
        try:
            since, first = s.t0, True
            for i, step in enumerate(t["steps"]):
                since = self.step(s, step, i, since, first)
                if "wait" in step:
                    first = False
            s.sample(force=True)
            if s.alive() or s.status is not None:
                pass
        finally:
            s.close()
            self.scalars["rss_peak_mib"] = round(s.rss_peak, 1)
            self.scalars["hwm_mib"] = round(max(s.hwm.values(), default=0.0), 1)
            self.scalars["unknown_sequences"] = sorted(s.term.unknown)[:10]
            self.scalars["synchronized"] = s.term.syncs > 0
        return self

    def step(self, s: Session, step: dict, i: int, since: int, first: bool) -> int:
        timeout = float(step.get("timeout", self.default_timeout))
        quiet = float(step.get("quiet", 0.12))
        kw = dict(
            compare=step.get("compare", "any"),
            mask=step.get("mask", ()),
            quiet=quiet,
            timeout=timeout,
            until=step.get("until"),
        )
        name = step.get("name")
        if "wait" in step:
            cpu0 = 0.0 if first else s.cpu_ms()
            since = s.t0 if first else since
            ms = s.wait_text(step["wait"], timeout, since)
            name = name or f"wait{i}"
            self.add(name, "ms", ms)
            if first:
                self.add(name, "cpu_ms", s.cpu_ms() - cpu0)
                self.add(name, "rss_mib", s.sample(force=True))
        elif "settle" in step:
            q = float(step["settle"])
            s.watch(
                lambda: None,
                compare=step.get("compare", "any"),
                mask=step.get("mask", ()),
                quiet=q,
                timeout=timeout,
                need_change=False,
            )
        elif "key" in step or "type" in step or "keys" in step:
            if "type" in step:
                keys = [c if c != " " else "space" for c in step["type"]]
            elif "keys" in step:
                keys = (step["keys"] * (int(step.get("count", len(step["keys"]))) // len(step["keys"]) + 1))[
                    : int(step.get("count", len(step["keys"])))
                ]
            else:
                keys = [step["key"]] * int(step.get("count", 1))
            name = name or f"key{i}"
            lo, hi = step.get("gap_ms", [0, 20])
            missed = 0
            kw["timeout"] = float(step.get("timeout", 5.0))
            for key in keys:
                time.sleep(self.rng.uniform(lo, hi) / 1000)
                r = s.watch(s.press(key), **kw)
                if r["first"] is None:
                    missed += 1
                    if missed > max(2, len(keys) // 3) and not step.get("allow_no_change"):
                        raise BenchError(
                            f"step {name}: key {key!r} changed nothing, {missed} times; screen:\n{s.term.text()}"
                        )
                    continue
                for metric in ("first", "settled", "until", "frames", "cpu_ms"):
                    self.add(name, metric, r.get(metric))
                self.add(name, "out_kib", r["out_bytes"] / 1024)
            if missed:
                self.add(name, "missed", missed)
        elif "burst" in step:
            name = name or f"burst{i}"
            n, gap = int(step.get("count", 30)), float(step.get("interval_ms", 33)) / 1000
            data = key_bytes(step["burst"], s.term.mode(1))

            def action():
                t_next = time.monotonic()
                last = now_ns()
                for _ in range(n):
                    last = now_ns()
                    s.write(data)
                    t_next += gap
                    while True:
                        left = t_next - time.monotonic()
                        if left <= 0:
                            break
                        s._pull(left)
                return last

            kw["timeout"] = max(timeout, n * gap + 5)
            r = s.watch(action, **kw)
            for metric in ("drain", "frames", "cpu_ms", "first"):
                self.add(name, metric, r.get(metric))
            self.add(name, "out_kib", r["out_bytes"] / 1024)
            if r.get("settled"):
                self.add(name, "fps", r["frames"] / max(1e-3, r["settled"] / 1000))
        elif "paste" in step:
            text = step["paste"].encode()
            if s.term.mode(2004):
                text = b"\x1b[200~" + text + b"\x1b[201~"
            r = s.watch(lambda: s.write(text), **kw)
            for metric in ("first", "settled", "until", "cpu_ms"):
                self.add(name or f"paste{i}", metric, r.get(metric))
        elif "resize" in step:
            cols, lines = parse_size(step["resize"])

            def action():
                s.term.resize(cols, lines)
                fcntl.ioctl(s.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, cols, cols * 8, lines * 16))

            r = s.watch(action, **kw)
            for metric in ("first", "settled", "until"):
                self.add(name or f"resize{i}", metric, r.get(metric))
        elif "send" in step:
            keys = step["send"]
            if isinstance(keys, str):
                keys = [keys] if keys.startswith("text:") else keys.split(" ")
            for key in keys:
                s.write(key_bytes(key, s.term.mode(1)))
                time.sleep(step.get("pause", 0.02))
        elif "idle" in step:
            name = name or f"idle{i}"
            s._pull(0)
            s.emulate()
            cpu0, bytes0, t = s.cpu_ms(), s.out_bytes, time.monotonic()
            end = t + float(step["idle"])
            while time.monotonic() < end:
                s._pull(end - time.monotonic())
            took = time.monotonic() - t
            self.add(name, "cpu_ms_per_s", (s.cpu_ms() - cpu0) / took)
            self.add(name, "out_bytes_per_s", (s.out_bytes - bytes0) / took)
            s.emulate()
        elif "exit" in step:
            s.sample(force=True)
            keys = step["exit"] if isinstance(step["exit"], list) else step["exit"].split(" ")
            t = now_ns()
            for key in keys:
                s.write(key_bytes(key, s.term.mode(1)))
            end = t + int(timeout * 1e9)
            while s.alive():
                s._pull(0.0005)
                if now_ns() > end:
                    raise BenchError(
                        f"step {i}: still running {timeout:g} s after {step['exit']}; screen:\n{s.term.text()}"
                    )
            self.add(name or "exit", "ms", (now_ns() - t) / 1e6)
            if step.get("status", 0) is not None and s.status != step.get("status", 0) << 8:
                raise BenchError(f"step {i}: ended with {s.how_ended()}")
        elif "sleep" in step:
            end = time.monotonic() + float(step["sleep"])
            while time.monotonic() < end:
                s._pull(0.02)
                s.emulate()
        elif "expect" in step or "reject" in step:
            s._pull(0)
            s.emulate()
            rx, text = step.get("expect") or step.get("reject"), s.term.text()
            if bool(re.search(rx, text, re.M)) != ("expect" in step):
                raise BenchError(f"step {i}: screen {'lacks' if 'expect' in step else 'shows'} /{rx}/; screen:\n{text}")
        elif "rss" in step:
            self.add(step["rss"], "mib", s.sample(force=True))
        else:
            raise BenchError(f"step {i} says nothing known: {step}")
        return now_ns()


# --------------------------------------------------------------------------
# Statistics and reports
# --------------------------------------------------------------------------


def quantile(xs, q):
    xs = sorted(xs)
    if not xs:
        return None
    pos = (len(xs) - 1) * q
    lo = math.floor(pos)
    hi = min(lo + 1, len(xs) - 1)
    return xs[lo] + (xs[hi] - xs[lo]) * (pos - lo)


def summary(per_run):
    """per_run: list of lists, one list per run."""
    flat = [v for run in per_run for v in run]
    meds = [statistics.median(run) for run in per_run if run]
    r = lambda v: None if v is None else round(v, 3)  # noqa: E731
    return {
        "n": len(flat),
        "p50": r(quantile(flat, 0.5)),
        "p95": r(quantile(flat, 0.95)),
        "max": r(max(flat)),
        "min": r(min(flat)),
        "mean": r(statistics.fmean(flat)),
        "iqr": r(quantile(flat, 0.75) - quantile(flat, 0.25)),
        "run_p50": [r(m) for m in meds],
        "run_p95": [r(quantile(run, 0.95)) for run in per_run if run],
        "spread": r(max(meds) / min(meds)) if min(meds) > 0 else None,
    }


def load_scenario(path):
    with open(path) as f:
        text = f.read()
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    return json.loads(text)


def bench(sc, args):
    targets = [dict(t) for t in sc["targets"] if not args.only or t["name"] in args.only]
    if not targets:
        raise SystemExit("no targets")
    for t in targets:
        if isinstance(t["steps"], str):
            t["steps"] = sc["steps"][t["steps"].lstrip("@")]
    sizes = args.size or sc.get("size") or ["100x30"]
    sizes = [sizes] if isinstance(sizes, str) else sizes
    runs = args.runs or sc.get("runs", 5)
    warmup = args.warmup if args.warmup is not None else sc.get("warmup", 1)
    baseline = args.baseline or sc.get("baseline")
    work = tempfile.mkdtemp(prefix="ptybench-")
    rng = random.Random(20240)
    results, errors, cal = {}, [], []
    ct0 = cpu_times()
    started = time.time()
    try:
        if args.quiet_machine:
            end = time.monotonic() + args.quiet_machine
            while os.getloadavg()[0] > 0.5 and time.monotonic() < end:
                time.sleep(2)
        for size in sizes:
            wh = parse_size(size)
            failed: dict = {}
            for rnd in range(-warmup, runs):
                k = rnd % len(targets)
                for t in targets[k:] + targets[:k]:
                    if failed.get(t["name"], 0) >= 3:  # three in a row: it will not get better
                        continue
                    home = os.path.join(work, re.sub(r"\W+", "_", t["name"]))
                    if t.get("fresh_home"):
                        shutil.rmtree(home, ignore_errors=True)
                    os.makedirs(home + "/.config", exist_ok=True)
                    cal.append(calibrate())
                    run = Run(t, wh, sc.get("env", {}), home, rng, args.timeout)
                    try:
                        run.go()
                    except (BenchError, OSError, subprocess.SubprocessError) as exc:
                        errors.append({"target": t["name"], "size": size, "round": rnd, "error": str(exc)})
                        failed[t["name"]] = failed.get(t["name"], 0) + 1
                        if not args.json_only:
                            print(f"! {t['name']} {size} round {rnd}: {str(exc)[: args.screen_chars]}", file=sys.stderr)
                        continue
                    failed[t["name"]] = 0
                    if rnd >= 0:
                        slot = results.setdefault(size, {}).setdefault(t["name"], [])
                        slot.append((rnd, run.metrics, run.scalars))
                if not args.json_only:
                    print(f"  {size} round {rnd + 1}/{runs}{' (warm-up)' if rnd < 0 else ''}", file=sys.stderr)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    ct1 = cpu_times()
    total = max(1, ct1[0] - ct0[0])
    noise = {
        "calibration_ms": {
            "min": round(min(cal), 3),
            "median": round(statistics.median(cal), 3),
            "max": round(max(cal), 3),
        },
        "calibration_drift": round(statistics.median(cal) / min(cal), 3),
        "calibration_worst": round(max(cal) / statistics.median(cal), 3),
        "steal": round((ct1[1] - ct0[1]) / total, 4),
        "load": os.getloadavg(),
        "flags": [],
    }
    if noise["calibration_drift"] > 1.15:
        noise["flags"].append("calibration loop's median is >15% above its best: machine speed drifts")
    if noise["calibration_worst"] > 1.6:
        noise["flags"].append("one calibration loop took >1.6x the median: interference")
    if noise["steal"] > 0.02:
        noise["flags"].append("hypervisor took >2% of the CPU time")
    out = {
        "ptybench": VERSION,
        "started": started,
        "wall_s": round(time.time() - started, 1),
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "kernel": platform.release()},
        "runs": runs,
        "baseline": baseline,
        "noise": noise,
        "errors": errors,
        "sizes": {},
    }
    for size, by_target in results.items():
        block = out["sizes"][size] = {}
        for name, rs in by_target.items():
            steps: dict = {}
            for step in dict.fromkeys(s for _, m, _ in rs for s in m):
                for metric in dict.fromkeys(x for _, m, _ in rs for x in m.get(step, {})):
                    per_run = [m[step][metric] for _, m, _ in rs if m.get(step, {}).get(metric)]
                    st = summary(per_run)
                    if args.keep_samples:
                        st["samples"] = per_run
                    # noisy: a step's medians disagree between runs
                    if (
                        st["spread"]
                        and st["spread"] > 1.5
                        and metric in ("ms", "first", "settled", "until")
                        and st["p50"] > 3
                    ):
                        noise["flags"].append(f"{size} {name} {step}.{metric}: runs' medians differ {st['spread']}x")
                    steps.setdefault(step, {})[metric] = st
            block[name] = {
                "rounds": len(rs),
                "steps": steps,
                "rss_peak_mib": statistics.median(s["rss_peak_mib"] for _, _, s in rs),
                "hwm_mib": statistics.median(s["hwm_mib"] for _, _, s in rs),
                "synchronized": any(s["synchronized"] for _, _, s in rs),
                "unknown_sequences": sorted({u for _, _, s in rs for u in s["unknown_sequences"]}),
            }
        base = {r: m for r, m, _ in by_target.get(baseline, [])}
        if base:
            for name, rs in by_target.items():
                for step, metrics in block[name]["steps"].items():
                    for metric, st in metrics.items():
                        ratios = []
                        for r, m, _ in rs:
                            a, b = m.get(step, {}).get(metric), base.get(r, {}).get(step, {}).get(metric)
                            if a and b and statistics.median(b) > 0:
                                ratios.append(statistics.median(a) / statistics.median(b))
                        if ratios:
                            st["ratio"] = {
                                "median": round(statistics.median(ratios), 3),
                                "min": round(min(ratios), 3),
                                "max": round(max(ratios), 3),
                            }
    return out


def table(out) -> str:
    lines = []
    f = lambda v: "-" if v is None else (f"{v:.1f}" if v < 1000 else f"{v:.0f}")  # noqa: E731
    for size, block in out["sizes"].items():
        lines.append(f"\n== {size}, {out['runs']} runs each, interleaved ==")
        lines.append(
            f"{'target':24} {'step.metric':26} {'n':>4} {'p50':>8} {'p95':>8} {'max':>8} {'spread':>7}  ratio(min..max)"
        )
        for name, b in block.items():
            for step, metrics in b["steps"].items():
                for metric, st in metrics.items():
                    if metric in ("frames", "missed") and st["max"] <= 1:
                        continue
                    ra = st.get("ratio")
                    rs = (
                        f"{ra['median']:.2f} ({ra['min']:.2f}..{ra['max']:.2f})"
                        if ra and name != out["baseline"]
                        else ""
                    )
                    lines.append(
                        f"{name:24} {step + '.' + metric:26} {st['n']:>4} {f(st['p50']):>8} {f(st['p95']):>8} "
                        f"{f(st['max']):>8} {f(st['spread']):>7}  {rs}"
                    )
            lines.append(
                f"{name:24} {'peak RSS tree / HWM MiB':26} {b['rounds']:>4} {f(b['rss_peak_mib']):>8} {f(b['hwm_mib']):>8}"
                f"{'   sync output' if b['synchronized'] else ''}"
                f"{'   unknown: ' + ', '.join(b['unknown_sequences'][:4]) if b['unknown_sequences'] else ''}"
            )
    n = out["noise"]
    lines.append(
        f"\nnoise: calibration {n['calibration_ms']} drift {n['calibration_drift']} steal {n['steal']:.2%} load {n['load'][0]:.2f}"
    )
    lines += [f"  FLAG {x}" for x in n["flags"]] or ["  no flags"]
    lines += [
        f"  ERROR {e['target']} {e['size']} round {e['round']}: {e['error'].splitlines()[0]}" for e in out["errors"]
    ]
    return "\n".join(lines)


# --------------------------------------------------------------------------
# Commands
# --------------------------------------------------------------------------


def cmd_run(args, sc=None):
    sc = sc or load_scenario(args.scenario)
    args.json_only = args.out == "-"
    out = bench(sc, args)
    if args.out == "-":
        print(json.dumps(out, indent=1))
    else:
        print(table(out))
        if args.out:
            with open(args.out, "w") as f:
                json.dump(out, f, indent=1)
    if out["errors"]:
        return 1
    return 3 if args.strict and out["noise"]["flags"] else 0


def cmd_quick(args):
    targets = []
    for spec in args.app:
        name, ready, cmd = spec.split("|", 2)
        steps = [{"wait": ready, "name": "first_frame"}, {"settle": 0.4}]
        for k in args.key or []:
            key, _, n = k.partition(":")
            steps.append({"key": key, "count": int(n or 30), "name": f"key_{key}"})
        for text in args.type or []:
            steps.append({"type": text, "name": f"type_{text}", "compare": "text"})
        if args.burst:
            key, n, ms = (args.burst.split(":") + ["60", "33"])[:3]
            steps.append({"burst": key, "count": int(n), "interval_ms": float(ms), "name": f"burst_{key}"})
        if args.quit:
            steps.append({"send": args.quit})
        targets.append({"name": name, "cmd": cmd, "steps": steps})
    sc = {"targets": targets, "baseline": args.baseline or targets[0]["name"]}
    return cmd_run(args, sc)


def cmd_show(args):
    home = tempfile.mkdtemp(prefix="ptybench-")
    try:
        run = Run(
            {"name": "show", "cmd": args.command, "steps": []},
            parse_size(args.size),
            {},
            home,
            random.Random(0),
            args.timeout,
        )
        s = Session(args.command, run.size, run.env)
        try:
            try:
                print(f"ready after {s.wait_text(args.ready, args.timeout, s.t0):.1f} ms")
            except BenchError as exc:
                print(exc)
                return 1
            for group in [None] + (args.send or []):
                if group is not None:
                    for key in [group] if group.startswith("text:") else group.split(" "):
                        r = s.watch(s.press(key), quiet=args.after, timeout=5)
                        print(
                            f"[{key}] first {r['first']} settled {r['settled']} frames {r['frames']} bytes {r['out_bytes']}"
                        )
                else:
                    s.watch(lambda: None, quiet=args.after, timeout=10, need_change=False)
                print("+" + "-" * run.size[0] + "+")
                for text, _ in s.term.rows():
                    print("|" + text + "|")
                print("+" + "-" * run.size[0] + "+")
            print(
                f"cursor {s.term.cursor_key()} rss {s.sample(force=True):.1f} MiB sync {s.term.syncs} unknown {sorted(s.term.unknown)}"
            )
        finally:
            s.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


def cmd_selftest(args):
    bad = 0

    def check(name, got, want):
        nonlocal bad
        ok = got == want
        bad += not ok
        print(f"{'ok  ' if ok else 'FAIL'} {name}" + ("" if ok else f": {got!r} != {want!r}"))

    def screen(data, w=20, h=4, split=None):
        replies = []
        t = Terminal(w, h, replies.append)
        paints = []
        parts = [data] if split is None else [data[i : i + split] for i in range(0, len(data), split)]
        for i, p in enumerate(parts):
            t.feed(p, i, lambda st: paints.append((st, t.text())))
        return t, paints, replies

    t, _, _ = screen(b"ab\x1b[3bcd")
    check("REP", t.text().split("\n")[0], "abbbbcd")
    t, _, _ = screen("\x1b[38;2;1;2;3mX\x1b[0m\x1b[>1u\x1b[<u\x1b[=1;1uY é世Z".encode(), split=1)
    check("split everywhere, kitty keyboard ignored", t.text().split("\n")[0], "XY é世Z")
    check("truecolor", t.grid.buffer[0][0].fg, "010203")
    t, p, _ = screen(b"\x1b[?2026hAB\x1b[?2026l", split=1)
    check("synchronized output paints once", len({x[1] for x in p if "A" in x[1]}), 1)
    t, _, r = screen(b"\x1b[?2026$p\x1b[c\x1b[6n\x1b]11;?\x07\x1bP+q544e\x1b\\ok")
    check("queries answered", (len(r), r[0], t.text().split("\n")[0]), (5, b"\x1b[?2026;2$y", "ok"))
    t, _, _ = screen(b"1\r\n2\r\n3\r\n4\x1b[1S")
    check("scroll up", t.text(), "2\n3\n4\n")
    t, _, _ = screen(b"x" * 20 + b"\x1b[1;20HY")
    check("last column", t.text().split("\n")[0], "x" * 19 + "Y")
    t, _, _ = screen(b"\x1b[48:2::9:8:7mA\x1b[4:3mB")
    check("colon SGR", (t.grid.buffer[0][0].bg, t.grid.buffer[0][1].underscore), ("090807", True))
    t, _, _ = screen(b"main\x1b[?1049hALT\x1b[?1049l")
    check("alt screen leaves", "ALT" in t.text(), False)
    # harness floor: the kernel's own echo, and a Python program in raw mode
    home = tempfile.mkdtemp(prefix="ptybench-")
    try:
        for name, cmd in (
            ("kernel echo (cat)", ["sh", "-c", "echo READY; exec cat"]),
            (
                "python raw echo",
                [
                    sys.executable,
                    "-c",
                    "import tty,os\ntty.setraw(0)\nos.write(1,b'READY')\nwhile 1: os.write(1,os.read(0,64))",
                ],
            ),
        ):
            run = Run(
                {
                    "name": name,
                    "cmd": cmd,
                    "steps": [
                        {"wait": "READY", "name": "start"},
                        {"settle": 0.1},
                        {"type": "thequickbrownfoxjumpsoverthelazydog", "quiet": 0.02, "name": "echo"},
                    ],
                },
                (100, 30),
                {},
                home,
                random.Random(1),
                10,
            ).go()
            st = summary([run.metrics["echo"]["first"]])
            print(
                f"     {name}: start {run.metrics['start']['ms'][0]:.2f} ms, key->screen p50 {st['p50']:.3f} "
                f"p95 {st['p95']:.3f} max {st['max']:.3f} ms (n={st['n']})"
            )
            bad += st["n"] < 30
        # memory: a program that holds 64 MiB must be seen to
        run = Run(
            {
                "name": "mem",
                "cmd": [
                    sys.executable,
                    "-c",
                    "b=bytearray(64<<20)\nprint('READY',flush=True)\nimport time\ntime.sleep(9)",
                ],
                "steps": [{"wait": "READY"}, {"rss": "r"}],
            },
            (80, 24),
            {},
            home,
            random.Random(1),
            10,
        ).go()
        check("memory seen", run.metrics["r"]["mib"][0] > 64 and run.scalars["hwm_mib"] > 64, True)
        try:
            Run({"name": "none", "cmd": ["/nonexistent"], "steps": []}, (80, 24), {}, home, random.Random(1), 5).go()
            check("bad command reported", False, True)
        except BenchError:
            check("bad command reported", True, True)
        try:
            Run(
                {"name": "dies", "cmd": ["sh", "-c", "echo bye"], "steps": [{"wait": "never"}]},
                (80, 24),
                {},
                home,
                random.Random(1),
                5,
            ).go()
            check("early exit reported", False, True)
        except BenchError as exc:
            check("early exit reported", "bye" in str(exc), True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print("calibration loop:", round(calibrate(), 2), "ms")
    return 1 if bad else 0


def cmd_compare(args):
    with open(args.old) as f:
        a = json.load(f)
    with open(args.new) as f:
        b = json.load(f)
    worse = 0
    print(
        f"{'size':8} {'target':24} {'step.metric':28} {'old p50':>9} {'new p50':>9} {'new/old':>8}  by ratio to baseline"
    )
    for size in a["sizes"]:
        for name, ta in a["sizes"][size].items():
            tb = b["sizes"].get(size, {}).get(name)
            if not tb:
                continue
            for step, ms in ta["steps"].items():
                for metric in ("ms", "first", "settled", "until", "drain", "mib"):
                    x, y = ms.get(metric), tb["steps"].get(step, {}).get(metric)
                    if not x or not y or not x["p50"]:
                        continue
                    q = y["p50"] / x["p50"]
                    rel = None
                    if x.get("ratio") and y.get("ratio") and name != a.get("baseline"):
                        rel = y["ratio"]["median"] / x["ratio"]["median"]
                    mark = " WORSE" if (rel or q) > 1 + args.tolerance else ""
                    worse += bool(mark)
                    print(
                        f"{size:8} {name:24} {step + '.' + metric:28} {x['p50']:>9.1f} {y['p50']:>9.1f} {q:>8.2f}  "
                        f"{'' if rel is None else f'{rel:.2f}'}{mark}"
                    )
    return 1 if worse else 0


def main(argv=None):
    p = argparse.ArgumentParser(
        prog="ptybench.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sub = p.add_subparsers(dest="cmd", required=True)

    def common(q):
        q.add_argument("--runs", type=int)
        q.add_argument("--warmup", type=int)
        q.add_argument("--size", action="append")
        q.add_argument("--only", action="append")
        q.add_argument("--baseline")
        q.add_argument("--out")
        q.add_argument("--timeout", type=float, default=60.0)
        q.add_argument("--quiet-machine", type=float, default=0, help="wait up to S seconds for load < 0.5 first")
        q.add_argument("--screen-chars", type=int, default=400, help="how much of the screen a failed step prints")
        q.add_argument("--keep-samples", action="store_true")
        q.add_argument("--strict", action="store_true")

    q = sub.add_parser("run")
    q.add_argument("scenario")
    common(q)
    q = sub.add_parser("quick")
    q.add_argument("--app", action="append", required=True)
    q.add_argument("--key", action="append")
    q.add_argument("--type", action="append")
    q.add_argument("--burst")
    q.add_argument("--quit")
    common(q)
    q = sub.add_parser("show")
    q.add_argument("--ready", default=r"\S")
    q.add_argument("--send", action="append")
    q.add_argument("--size", default="100x30")
    q.add_argument("--after", type=float, default=0.4)
    q.add_argument("--timeout", type=float, default=20)
    q.add_argument("command", nargs="+")
    q = sub.add_parser("selftest")
    q = sub.add_parser("compare")
    q.add_argument("old")
    q.add_argument("new")
    q.add_argument("--tolerance", type=float, default=0.15)
    args = p.parse_args(argv)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        return {"run": cmd_run, "quick": cmd_quick, "show": cmd_show, "selftest": cmd_selftest, "compare": cmd_compare}[
            args.cmd
        ](args)
    except (ValueError, KeyError, FileNotFoundError) as exc:
        print(f"ptybench: {type(exc).__name__}: {exc}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
