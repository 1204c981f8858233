"""Proves in a browser that data stays data, wherever it stands in a page.

    python3 Tests/Browser --renderer COMMAND [--values N] [--count N] [--documents N] [--seed N]
        [--place PATTERN] [--weaken ROW] [--report FILE] [--inputs FOLDER]

In all places as many values as --values says are tried, drawn at random; all values with 0. With
--count, as many pairs of a place and a value. --weaken has the renderer leave out one protection,
and then it is an error if nothing is found.
"""

import argparse
import collections
import functools
import os
import random
import re
import shlex
import signal
import sys

import careless
import devtools
import documents
import payloads
import places
import weakened
from cases import Case, render
from judge import judge
from renderer import Renderer
from report import Report
from server import Site
from stage import Stage

_FOLDER = os.path.dirname(os.path.abspath(__file__))

# Where all inputs of html5lib are tried.
_PLAIN = {
    "text", "double-quoted", "single-quoted", "unquoted", "textarea", "between rows", "svg text",
    "math text", "translated text", "names of a mapping", "content", "option",
}

# So many cases are rendered and shown before the next.
_BATCH = 2000


def main():
    # So that the browser is closed then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = _options()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"browser: chromium {devtools.version()}, seed {seed}", flush=True)
    wanted = [place for place in places.load() if re.search(options.place, place.name)]
    inputs = documents.inputs(options.inputs) if options.inputs else []
    report = Report(options.report, options.show)
    if options.self_test:
        return careless.main(wanted, Report(None, 0), inputs, seed, _stage)
    command = shlex.split(options.renderer)
    if options.weaken_rows:
        prove = functools.partial(_count_failures, report, inputs)
        return weakened.main(command, wanted, options.weaken_rows, seed, prove)
    if options.weaken:
        command += ["--weaken", options.weaken]
    renderer = Renderer(command)
    try:
        pairs = (
            _drawn(wanted, inputs, options.count, seed)
            if options.count
            else _everywhere(wanted, inputs, options.values, seed)
        )
        _prove(renderer, report, pairs, wanted)
        if options.documents:
            documents.prove(renderer, report, options.documents, seed, inputs)
    finally:
        renderer.close()
    report.finish()
    if options.weaken:
        print(f"weakened: {options.weaken}; {report.failed} of these cases noticed it")
        return 0 if report.failed else 1
    return 1 if report.failed else 0


def _options():
    parser = argparse.ArgumentParser(prog="browser")
    parser.add_argument("--renderer", help="the command line of what renders")
    parser.add_argument("--inputs", help="the folder of html5lib with its tests")
    parser.add_argument("--values", type=int, default=600, help="how many a place; 0 is all")
    parser.add_argument("--count", type=int, default=0, help="how many pairs instead")
    parser.add_argument("--documents", type=int, default=30_000, help="how many random documents")
    parser.add_argument("--seed", type=int, help="the seed; by default a new one")
    parser.add_argument("--place", default="", help="only places with such a name")
    parser.add_argument("--weaken", help="the protection that the renderer leaves out")
    parser.add_argument(
        "--weaken-rows", type=int, metavar="N", help="leave N rows of the policy out, one by one"
    )
    parser.add_argument("--report", help="the file that all failures are written to")
    parser.add_argument("--show", type=int, default=12, help="how many failures to show")
    parser.add_argument("--self-test", action="store_true", help="judge pages without protection")
    options = parser.parse_args()
    if not options.renderer and not options.self_test:
        parser.error("--renderer is needed")
    return options


def _stage():
    with open(os.path.join(_FOLDER, "page.js"), encoding="utf-8") as script:
        return Stage(Site(), script.read())


def _everywhere(wanted, inputs, count, seed):
    """All places, each with as many values; the inputs of html5lib where markup matters most."""
    values = payloads.generate()
    chance = random.Random(seed)
    for place in wanted:
        known = values + (inputs if place.name in _PLAIN else [])
        for value in chance.sample(known, count) if 0 < count < len(known) else known:
            yield place, value


def _drawn(wanted, inputs, count, seed):
    """As many pairs, place by place."""
    values = payloads.generate()
    chance = random.Random(seed)
    pairs = []
    for _ in range(count):
        place = chance.choice(wanted)
        takes_inputs = inputs and place.kind in ("text", "attribute") and chance.random() < 0.3
        pairs.append((place, chance.choice(inputs if takes_inputs else values)))
    yield from sorted(pairs, key=lambda pair: pair[0].name)


def _count_failures(report, inputs, command, wanted, values):
    """How many cases fail where the values are tried in places."""
    known = report.failed
    renderer = Renderer(command)
    try:
        pairs = _drawn(wanted, inputs, values * len(wanted), 0)
        _prove(renderer, report, pairs, wanted)
    finally:
        renderer.close()
    return report.failed - known


def _prove(renderer, report, pairs, wanted):
    """Renders and judges cases."""
    usable = _harmless(renderer, report, wanted)
    stage = _stage()
    try:
        batch = []
        for place, value in pairs:
            if place in usable:
                batch.append(Case(place, value))
            else:
                report.refused_places[place] += 1
            if len(batch) >= _BATCH:
                _run(renderer, report, stage, batch)
                batch = []
        _run(renderer, report, stage, batch)
    finally:
        stage.close()
        stage.site.close()


def _harmless(renderer, report, wanted):
    """The places whose templates compile; the others are refused with all their values."""
    cases = [Case(place, place.harmless, is_harmless=True) for place in wanted]
    render(renderer, cases)
    usable = set()
    for case in cases:
        if case.error and case.error["phase"] == "compile":
            report.refuse(case.place, case.error)
        else:
            usable.add(case.place)
    return usable


def _run(renderer, report, stage, hostile):
    """One batch, from the templates to the judgement."""
    used = dict.fromkeys(case.place for case in hostile)
    cases = [Case(place, place.harmless, is_harmless=True) for place in used] + hostile
    render(renderer, cases)
    # Most of what is refused looks like the rest of it.
    alike = collections.defaultdict(list)
    for case in cases:
        if case.output is not None:
            alike[case.likeness].append(case)
    shown = [same[0] for same in alike.values()]
    stage.show(shown)
    stage.settle()
    judge(shown, stage)
    for first, *others in alike.values():
        for case in others:
            case.problems = first.problems
    report.add(cases)
    stage.forget()


if __name__ == "__main__":
    sys.exit(main())
