"""Says what is wrong with cases that were shown."""

import re
from urllib.parse import urlsplit

_CODE = {"script", "style", "iframe", "frame", "embed", "object", "worker", "json"}


def judge(cases, stage, is_strict=False):
    """Adds the problems of cases; those of one place have their harmless case among them.

    `is_strict` takes no address of another origin for granted.
    """
    harmless = {case.place: case for case in cases if case.is_harmless}
    left = _left(stage)
    for case in cases:
        if case.output is not None and not case.is_harmless:
            case.problems += _problems(case, harmless[case.place], stage, left, is_strict)


def _problems(case, harmless, stage, left, is_strict):
    flags = case.place.flags
    if case.number in stage.ran:
        yield "a script ran"
    asked = stage.site.asked.get(case.number, set())
    if is_strict or "foreign" not in flags:
        if any(origin == "foreign" for origin, _, _ in asked):
            yield "the foreign origin was asked"
        if case.number in left:
            yield "the page left for the foreign origin"
    if "code" in flags:
        under = flags.get("under", "")
        for origin, kind, path in asked:
            if origin == "own" and kind in _CODE and not (under and path.startswith(under)):
                yield f"data chose what is loaded as {kind}"
                break
    yield from _differences(case, harmless, stage)


def _differences(case, harmless, stage):
    flags = case.place.flags
    wanted = harmless.looks.get(case.is_alone)
    if wanted is None:
        if harmless.output is not None:
            yield "the harmless case is gone too"
        return
    if case.look is None:
        yield "its document is gone"
        return
    if case.look["shape"] != wanted["shape"] and not case.is_blank:
        yield "the tree differs"
    if "css" in flags:
        here, there = set(case.look["properties"]), set(wanted["properties"])
        if "whole" not in flags and not here <= there:
            yield f"properties are set: {' '.join(sorted(here - there))}"
        lost = set(case.place.values("keep")) - here
        if lost:
            yield f"properties are lost: {' '.join(sorted(lost))}"
    if "js" in flags and harmless.number in stage.reached:
        if case.number not in stage.reached:
            yield "the script does not reach its end"


def _left(stage):
    """The numbers of the cases that left their pages for the foreign origin."""
    numbers = set()
    for address in stage.left:
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            continue
        is_foreign = parts.scheme in ("http", "https") and host.endswith("evil.test")
        if is_foreign and (found := re.search(r"/p/(\d+)", address)):
            numbers.add(int(found[1]))
    stage.left.clear()
    return numbers
