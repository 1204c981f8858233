#!/usr/bin/env python3
"""Counts the instructions of a render by the engine and by the hand-written floor.

    instructions.py PROGRAM FOLDER [--check FILE] [--keep FILE]

PROGRAM is the built Benchmark, FOLDER has its workloads. What starting takes is counted by
itself and taken away. --check fails where the engine takes 3 % more, beside the floor that is
counted with it, than the file says; --keep writes that file.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

# By workload, how many renders are counted.
COUNTS = {"w1": 20, "w2": 200, "w3": 2000}
# Renders that are not counted, in which caches fill.
WARM = 5
TOLERANCE = 1.03


def total(program, folder, *loop):
    """The instructions of a whole run."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", program,
             "--loop", *map(str, loop), folder],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        return int(re.search(rb"^(?:totals|summary): (\d+)", out.read(), re.MULTILINE)[1])


def measure(program, folder):
    found = {}
    for workload, count in COUNTS.items():
        engine, floor = (
            (total(program, folder, workload, contender, WARM + count)
             - total(program, folder, workload, contender, WARM)) / count
            for contender in ("engine", "floor")
        )
        found[workload] = {
            "engine": round(engine), "floor": round(floor), "factor": round(engine / floor, 3)
        }
        print(f"{workload}: {engine:>12,.0f} by the engine, {floor:>12,.0f} by hand, "
              f"{engine / floor:.3f} times as many")
    return found


def compare(found, path):
    """Whether no workload costs more than the file says."""
    with open(path, encoding="utf-8") as file:
        kept = json.load(file)
    worse = [
        name for name, row in found.items() if row["factor"] > kept[name]["factor"] * TOLERANCE
    ]
    for name in worse:
        print(f"{name}: the factor was {kept[name]['factor']}; see {path}")
    return not worse


def main():
    parser = argparse.ArgumentParser(prog="instructions")
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--check", help="the file with figures that must not get worse")
    parser.add_argument("--keep", help="the file to keep such figures in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Its reader stumbles over what Swift's compiler tells debuggers.
        program = os.path.join(folder, "program")
        subprocess.run(["objcopy", "--strip-debug", options.program, program], check=True)
        found = measure(program, options.folder)
    if options.keep:
        with open(options.keep, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=2)
            file.write("\n")
    return 0 if not options.check or compare(found, options.check) else 1


if __name__ == "__main__":
    sys.exit(main())
