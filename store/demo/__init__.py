"""An invented school, for trying Briefed, for screenshots and for benchmarks. Nobody in it exists."""
