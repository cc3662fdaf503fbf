"""An eight-hour day in 10,000 actions: does the app grow, does it get slower (goal P17)?

    python tests/bench/day.py                     on an invented school of 200, ten years of entries
    python tests/bench/day.py --staff 12000       on a large one

A round is a hundred keys: moving, finding, marking, opening people, recording, undoing, looking at other views. The
rounds at the start and at the end of the day are measured key by key, those between are typed as fast as they are
taken. The first round of all is not counted: what is opened for the first time is kept.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = sys.executable
ROUNDS, MEASURED = 100, 3

Step = dict[str, Any]

BETWEEN = [
    *["/", *"patel", "escape"],
    *["space"] * 4,
    "escape",
    *["enter", "escape"] * 5,
    *["s", "enter", "ctrl+z"] * 3,
    *["2", "3", "4", "6", "1"],
    *["pagedown"] * 5,
    *["pageup"] * 5,
    "end",
    "home",
]
MOVES = 100 - len(BETWEEN)
"""Presses of the arrow keys, half of them up; these are timed. Down and up again: a key at the end changes nothing."""


def between() -> list[Step]:
    """What is done between the moves. A rest after each Esc: a terminal may take Esc and the next key for one."""
    steps: list[Step] = []
    keys: list[str] = []
    for key in BETWEEN:
        keys.append(key)
        if key == "escape":
            steps += [{"send": keys}, {"settle": 0.05}]
            keys = []
    return [*steps, {"send": keys}]


def a_round(name: str = "") -> list[Step]:
    """A hundred keys; with a name, its moves are measured."""
    half = MOVES // 2
    if not name:
        return [*between(), {"send": [*["down"] * half, *["up"] * (MOVES - half)]}, {"settle": 0.1}]
    return [
        *between(),
        {"settle": 1},
        {"key": "down", "count": half, "quiet": 0.03, "name": name},
        {"key": "up", "count": MOVES - half, "quiet": 0.03, "name": name},
    ]


def the_day(ready: str) -> list[Step]:
    steps: list[Step] = [{"wait": ready, "timeout": 60}, {"settle": 1}, *a_round(), {"settle": 1}]
    for _ in range(MEASURED):
        steps += a_round("morning")
    steps += [{"settle": 0.5}, {"rss": "memory in the morning"}]
    for _ in range(ROUNDS - 1 - 2 * MEASURED):
        steps += a_round()
    for _ in range(MEASURED):
        steps += a_round("evening")
    return [*steps, {"settle": 0.5}, {"rss": "memory in the evening"}, {"exit": "ctrl+q"}]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--staff", default="200")
    parser.add_argument("--runs", default="1")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register, scenario, out = (Path(folder) / name for name in ("register", "scenario.json", "out.json"))
        ours = [PYTHON, "-m", "tui"]
        made = [*ours, "demo", "--into", str(register), "--staff", args.staff, "--years", "10"]
        subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        target = {"name": "day", "cmd": [*ours, "--register", str(register)], "steps": the_day("owe something")}
        env = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        scenario.write_text(json.dumps({"env": env, "targets": [target]}))
        command = [PYTHON, str(HERE / "ptybench.py"), "run", str(scenario), "--out", str(out)]
        command += ["--runs", args.runs, "--warmup", "0", "--size", "100x30", "--timeout", "60"]
        status = subprocess.run(command, check=False).returncode
        if status in {0, 3}:
            steps = json.loads(out.read_text())["sizes"]["100x30"]["day"]["steps"]
            early, late = (steps[f"memory in the {when}"]["mib"]["p50"] for when in ("morning", "evening"))
            print(f"P17 memory: {early:.1f} MiB, after {ROUNDS * 100} actions {late:.1f}: {late / early - 1:+.1%}")
            for figure in ("p50", "p95"):
                early, late = (steps[when]["settled"][figure] for when in ("morning", "evening"))
                print(f"P17 cursor {figure}: {early:.2f} ms, then {late:.2f} ms: x {late / early:.2f}")
        return status


if __name__ == "__main__":
    sys.exit(main())
