"""Compares the talisman command with the reference implementation.

    python3 Tests/Conformance COMMAND [--seed N] [--count N] [--show N]

Exits with 1 where anything differs that the table of exceptions does not name.
"""

import argparse
import os
import sys

import command
import corpora
import differential


def main():
    parser = argparse.ArgumentParser(prog="conformance")
    parser.add_argument("command", help="the talisman command")
    parser.add_argument("--seed", type=int, default=0, help="the first seed of random pages")
    parser.add_argument("--count", type=int, default=1000, help="how many random pages")
    parser.add_argument("--show", type=int, default=5, help="how many differences to show")
    options = parser.parse_args()

    shown = []

    def report(text):
        shown.append(text)
        if len(shown) <= options.show:
            print(text, end="\n\n", file=sys.stderr)

    talisman = command.Command(options.command)
    table = exceptions()
    passed = failed = 0
    for suite in (corpora.zope_tal, corpora.zope_pagetemplate):
        result = suite(talisman, table, report)
        print(result)
        passed += result.passed
        failed += len(result.failed)
    seeds = range(options.seed, options.seed + options.count)
    agreed, differing, failing = differential.run(talisman, seeds, report)
    print(
        f"random pages from seed {options.seed}: {agreed} agree, {differing} differ; "
        f"{failing} of them are errors"
    )
    passed += agreed
    failed += differing
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def exceptions():
    """The reasons of the table by suite and case."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exceptions.txt")
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    rows = [[part.strip() for part in line.split("|", 2)] for line in lines]
    return {(suite, case): reason for suite, case, reason in rows}


if __name__ == "__main__":
    sys.exit(main())
