"""Instructions as valgrind's callgrind counts them, and figures that are kept to compare with."""

import json
import os
import re
import subprocess

# A factor may grow by so much before it fails.
_TOLERANCE = 1.03


def command(program, out, folder):
    """The command line of a program that is counted into a file.

    A copy of it in the folder runs: valgrind stumbles over what Swift's compiler tells debuggers.
    """
    copy = os.path.join(folder, "program")
    if not os.path.exists(copy):
        subprocess.run(["objcopy", "--strip-debug", program, copy], check=True)
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--fair-sched=yes", copy]


def total(path):
    """The instructions that a file says were counted."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return int(re.search(r"^(?:totals|summary): (\d+)", file.read(), re.MULTILINE)[1])


def control(option, pid):
    """Tells a program that is counted to begin at zero, `-z`, or to write what it has, `-d`."""
    arguments = ["callgrind_control", option, str(pid)]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def add_options(parser):
    """Adds the options of figures that are kept."""
    parser.add_argument("--check", metavar="FILE", help="the figures that must not get worse")
    parser.add_argument("--keep", metavar="FILE", help="the file to keep the figures in")


def finish(rows, options):
    """Keeps the rows, and compares their factors; gives the status to exit with."""
    if options.keep:
        with open(options.keep, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=2)
            file.write("\n")
    if not options.check:
        return 0
    with open(options.check, encoding="utf-8") as file:
        kept = json.load(file)
    missing = sorted(rows.keys() ^ kept.keys())
    worse = [
        f"{name}: {row['factor']} times as many, and {kept[name]['factor']} are kept"
        for name, row in rows.items()
        if name in kept and row["factor"] > kept[name]["factor"] * _TOLERANCE
    ]
    problems = worse + [f"{name}: only measured, or only kept" for name in missing]
    said = f"no factor is more than {_TOLERANCE - 1:.0%} above that in {options.check}"
    print("\n".join(problems) or said)
    return 1 if problems else 0
