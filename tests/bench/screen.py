"""What a person waits for on the first screen, as ratios to what Textual itself costs (goals P1 to P6, P13, P15, P16).

    python tests/bench/screen.py                                        the widgets alone, with invented people
    python tests/bench/screen.py --few 'briefed --register A' --many 'briefed --register B'
                                                                        the app, on registers of 200 and of 12,000

Everything runs interleaved, in one go, so the ratios hold on a busy machine; a run flagged as noisy is repeated.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = sys.executable

Step = dict[str, Any]


def screen_steps(ready: str, find: str, found: str) -> list[Step]:
    """What is done to the screen; `find` is typed into the filter, `found` says that it has been done."""
    steps: list[Step] = [
        {"wait": ready, "name": "start"},
        {"settle": 0.4},
        {"rss": "memory"},
        {"key": "down", "count": 30, "quiet": 0.05, "name": "down"},
        {"send": "end"},
        {"settle": 0.2},
        {"send": ["up"] * 50},
        {"settle": 0.2},
        {"key": "up", "count": 40, "quiet": 0.05, "name": "scroll"},
        {"burst": "up", "count": 60, "interval_ms": 1000 / 60, "name": "held"},
        {"send": "home"},
        {"settle": 0.4},
        {"idle": 1, "name": "idle"},
    ]
    for _ in range(3):
        steps += [
            {"send": "/"},
            {"settle": 0.2},
            {"type": find, "quiet": 0.05, "name": "filter"},
            {"expect": found},
            {"send": "escape"},
            {"settle": 0.3},
        ]
    steps += [{"send": "/"}, {"settle": 0.2}, {"idle": 1, "name": "idle_filter"}]
    steps += [{"send": "escape"}, {"settle": 0.3}, {"exit": "ctrl+q", "name": "quit"}]
    return steps


def targets(args: argparse.Namespace) -> list[Step]:
    floors = HERE / "floors"
    hello = [
        {"wait": "Hello staff", "name": "start"},
        {"settle": 0.4},
        {"rss": "memory"},
        {"idle": 1, "name": "idle"},
        {"exit": "ctrl+q", "name": "quit"},
    ]
    echo = [
        {"wait": "count 0", "name": "start"},
        {"settle": 0.4},
        {"key": "down", "count": 60, "quiet": 0.05, "name": "down"},
        {"exit": "ctrl+q", "name": "quit"},
    ]
    screen = screen_steps(args.ready, args.find, args.found)
    ahead = [{"send": f"text:/{args.find}"}, {"wait": args.found, "name": "found"}]
    at_once = [{"wait": args.ready}, {"send": f"text:/{args.find}"}, {"wait": args.found, "name": "found"}]
    return [
        {"name": "hello", "cmd": [PYTHON, str(floors / "hello.py")], "steps": hello},
        {"name": "echo", "cmd": [PYTHON, str(floors / "echo.py")], "steps": echo},
        {"name": "few", "cmd": args.few, "steps": screen},
        {"name": "many", "cmd": args.many, "steps": screen},
        {"name": "ahead", "cmd": args.few, "steps": ahead},
        {"name": "at once", "cmd": args.few, "steps": at_once},
    ]


def figures(measured: Step) -> Iterator[str]:
    """The goals, in order."""

    def of(target: str, step: str, metric: str, figure: str = "p50") -> float:
        return float(measured[target]["steps"][step][metric][figure])

    hello, echo = of("hello", "start", "ms"), of("echo", "down", "settled")
    echo95 = of("echo", "down", "settled", "p95")
    yield f"hello starts in {hello:.0f} ms; echo takes {echo:.2f} ms p50, {echo95:.2f} ms p95"
    for goal, size in (("P1", "few"), ("P2", "many")):
        yield f"{goal} start, {size}: {of(size, 'start', 'ms') / hello:.2f} x hello"
    for size in ("few", "many"):
        p50, p95 = of(size, "down", "settled"), of(size, "down", "settled", "p95")
        yield f"P3 cursor, {size}: {p50 / echo:.2f} / {p95 / echo95:.2f} x echo"
    for size in ("few", "many"):
        yield f"P4 scroll, {size}: {of(size, 'scroll', 'settled') / echo:.2f} x echo"
        frames, drain = of(size, "held", "frames"), of(size, "held", "drain")
        yield f"P4 held key, {size}: {frames:.0f} frames of 60, drained in {drain:.0f} ms"
    few95, many95 = (of(size, "filter", "settled", "p95") for size in ("few", "many"))
    yield f"P5 filter, many: {of('many', 'filter', 'settled') / echo:.2f} x echo; p95 {many95 / few95:.2f} x few's"
    yield f"P5 filter frames a key: {of('many', 'filter', 'frames', 'mean'):.2f}"
    for target in ("ahead", "at once"):
        yield f"P6 /find typed {target}: {measured[target]['rounds']} runs found it"
    memory = of("few", "memory", "mib") / of("hello", "memory", "mib")
    yield f"P13 memory: few {memory:.2f} x hello, many {of('many', 'memory', 'mib'):.0f} MiB"
    yield f"P15 quit: {of('few', 'quit', 'ms') / of('hello', 'quit', 'ms'):.2f} x hello"
    for step in ("idle", "idle_filter"):
        cpu = of("few", step, "cpu_ms_per_s") / max(0.1, of("hello", "idle", "cpu_ms_per_s"))
        yield f"P16 {step}: {of('few', step, 'out_bytes_per_s'):.0f} bytes/s, processor {cpu:.2f} x hello"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trial = f"{PYTHON} {HERE / 'screen_trial.py'}"
    parser.add_argument("--few", default=f"{trial} 200", help="the command that shows 200 people")
    parser.add_argument("--many", default=f"{trial} 12000", help="the command that shows 12,000")
    parser.add_argument("--ready", default=r"Adams, Joy[\s\S]*F1 Help", help="what the whole first screen looks like")
    parser.add_argument("--find", default="smith")
    parser.add_argument("--found", default=r"Smith, Mo[\s\S]*Smith, Ana[\s\S]*smith")
    parser.add_argument("--runs", default="7")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--only", action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scenario, out = Path(folder) / "scenario.json", Path(folder) / "out.json"
        env = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        scenario.write_text(json.dumps({"baseline": "hello", "env": env, "targets": targets(args)}))
        command = [PYTHON, str(HERE / "ptybench.py"), "run", str(scenario), "--out", str(out)]
        command += ["--runs", args.runs, "--warmup", "1", "--size", args.size]
        for name in args.only:
            command += ["--only", name]
        status = subprocess.run(command, check=False).returncode
        if not args.only and out.exists():
            print("", *figures(json.loads(out.read_text())["sizes"][args.size]), sep="\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
