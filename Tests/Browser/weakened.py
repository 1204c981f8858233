"""Leaves rows out of the policy, one at a time: each time the proof has to notice."""

import random
import subprocess

# What a browser was seen to run, or to load where no other origin is allowed.
_KINDS = {"script-url", "js", "html", "css"}

# How many values are tried in each place.
_VALUES = 400


def main(command, wanted, count, seed, prove):
    """Tries rows, drawn at random; tells of those that nobody misses.

    `prove` runs the command over pairs of places and values, and says how many failed.
    """
    names = subprocess.check_output([*command, "--rows"], text=True).splitlines()
    rows = {}
    for name in names:
        places = [place for place in wanted if _is_of(name, place, names)]
        if places:
            rows[name] = places
    chance = random.Random(seed)
    unnoticed = []
    for name in chance.sample(sorted(rows), min(count, len(rows))):
        places = chance.sample(rows[name], min(3, len(rows[name])))
        failed = prove([*command, "--weaken", name], places, _VALUES)
        print(f"without '{name}': {failed} failed", flush=True)
        if not failed:
            unnoticed.append(name)
    print(f"{len(rows)} rows can be missed; {len(unnoticed)} of those drawn were not: {unnoticed}")
    return 1 if unnoticed or not rows else 0


def _is_of(name, place, names):
    """Whether a place is one that a row of the policy protects, and a browser acts on."""
    # A refresh may lead anywhere, where data is all of its address: only others tell.
    if place.kind == "meta":
        return name == "meta content" and "foreign" not in place.flags
    if place.group != "sink" or "quiet" in place.flags:
        return False
    if not (place.kind in _KINDS or "code" in place.flags):
        return False
    element, attribute = name.split(" ")
    own = place.name.split(" ")[1].lower()
    found = [part.rpartition(":")[2] for part in place.values("attr")]
    if attribute == "on*":
        return any(part.startswith("on") for part in found)
    if element == "*":
        return attribute in found and f"{own} {attribute}" not in names
    return attribute in found and element == own
