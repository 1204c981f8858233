"""Compares the talisman command with the reference implementations.

    python3 Tests/Conformance COMMAND TEST [--seed N] [--count N] [--show N]

TEST is the beginning of a command line that runs the test whose name follows.
Exits with 1 where anything differs that the table of exceptions does not name.
"""

import argparse
import os
import shlex
import sys

import chameleon_inputs
import command
import contextual
import differential
import z3c_pt
import zope_pagetemplate
import zope_session
import zope_tal
import zope_tal_errors
import zope_tal_units
import zope_tales

# The suites, and how many cases these versions of them have.
SUITES = [
    (zope_pagetemplate, 16),
    (zope_tal, 74),
    (zope_tal_units, 51),
    (zope_tal_errors, 41),
    (zope_tales, 82),
    (zope_session, 400),
    (z3c_pt, 11),
    (chameleon_inputs, 245),
    (contextual, 170),
]


def main():
    parser = argparse.ArgumentParser(prog="conformance")
    parser.add_argument("command", help="the talisman command")
    parser.add_argument("test", help="what runs a test of the package")
    parser.add_argument("--seed", type=int, default=0, help="the first seed of random pages")
    parser.add_argument("--count", type=int, default=500, help="how many random pages")
    parser.add_argument("--show", type=int, default=5, help="how many differences to show")
    options = parser.parse_args()

    shown = []

    def report(text):
        shown.append(text)
        if len(shown) <= options.show:
            print(text, end="\n\n", file=sys.stderr)

    talisman = command.Command(options.command, shlex.split(options.test))
    table = exceptions()
    results = []
    for suite, count in SUITES:
        result = suite.run(talisman, table, report)
        result.check(count)
        print(result, flush=True)
        results.append(result)
    seeds = range(options.seed, options.seed + options.count)
    results.append(differential.run(talisman, seeds, report))
    print(results[-1])
    passed = sum(result.passed for result in results)
    failed = sum(len(result.failed) for result in results)
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
