#!/usr/bin/env python3
"""Counts the instructions of a render by the engine and by the hand-written floor.

    instructions.py PROGRAM FOLDER [--check FILE] [--keep FILE]

PROGRAM is the built Benchmark, FOLDER has its workloads. What starting takes is counted by
itself and taken away. --check fails where the engine takes 3 % more, beside the floor that is
counted with it, than the file says; --keep writes that file.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import callgrind

# By workload, how many renders are counted.
COUNTS = {"w1": 20, "w2": 200, "w3": 2000}
# Renders that are not counted, in which caches fill.
WARM = 5


def main():
    parser = argparse.ArgumentParser(prog="instructions")
    parser.add_argument("program")
    parser.add_argument("folder")
    callgrind.add_options(parser)
    options = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for workload, count in COUNTS.items():
            rows[workload] = row = measure(options, folder, workload, count)
            print(
                f"{workload}: {row['engine']:>12,} by the engine, {row['floor']:>12,} by hand, "
                f"{row['factor']:.3f} times as many"
            )
    return callgrind.finish(rows, options)


def measure(options, folder, workload, count):
    """The instructions of a render, by the engine and by the floor."""

    def counted(contender, renders):
        out = os.path.join(folder, "count")
        command = callgrind.command(options.program, out, folder)
        command += ["--loop", workload, contender, str(renders), options.folder]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, **quiet)
        return callgrind.total(out)

    engine, floor = (
        (counted(contender, WARM + count) - counted(contender, WARM)) / count
        for contender in ("engine", "floor")
    )
    return {"engine": round(engine), "floor": round(floor), "factor": round(engine / floor, 3)}


if __name__ == "__main__":
    sys.exit(main())
