"""The places that a value can stand in, from three tables."""

import dataclasses
import json
import os
import re

_FOLDER = os.path.dirname(os.path.abspath(__file__))
_TABLES = {"sink": "sinks.tsv", "position": "positions.tsv", "ordinary": "ordinary.tsv"}


@dataclasses.dataclass(frozen=True)
class Place:
    """A template with a hole, and how a case of it is judged.

    Flags, as the tables have them:
    `attr=NAMES` the attributes that the hole fills, or leaves out; `click` what can be clicked is;
    `event=TYPES` these events are dispatched; `foreign` data may be an address of another origin;
    `code` what is loaded runs, so data may not choose it, but below `under=PATH`;
    `css` no property is set but those of the harmless value; `keep=PROPERTIES` and these stay;
    `whole` the value is a list of declarations; `js` the script reaches its end;
    `doc` a document of its own; `sandbox` without scripts; `xhtml`, `svg` not HTML;
    `map=NAME` the variable `m` is a mapping of this attribute; `names` the variable `k` has the
    value as its key; `message` the variable `msg` is a message with the value;
    `chameleon` the dialect.
    """

    name: str
    group: str
    kind: str
    flags: dict
    harmless: str
    template: str
    translations: dict

    def __hash__(self):
        return hash(self.name)

    def values(self, name):
        """The values of a flag."""
        text = self.flags.get(name)
        return text.split(",") if text else []

    def data(self, value, number):
        """The variables of a case."""
        data = {"x": value, "n": number}
        if "map" in self.flags:
            data["m"] = {self.flags["map"]: value}
        if "names" in self.flags:
            data["k"] = {value: f"ran({number})"}
        if "message" in self.flags:
            mapping = {"v": value}
            data["msg"] = {"$message": "message", "default": "Hello ${v}", "mapping": mapping}
        return data

    def question(self, value, number):
        """What the renderer is asked."""
        return {
            "id": str(number),
            "template": self.template,
            "data": self.data(value, number),
            "dialect": "chameleon" if "chameleon" in self.flags else "zope",
            "translations": self.translations,
        }

    def ignored(self, value):
        """The attributes that may be there or not."""
        names = set(self.values("attr"))
        if "names" in self.flags:
            name = value.lower()
            # What the template has itself is there with each value.
            if not re.match(r"(on[a-z]|style$|srcdoc$)", name) and f" {name}=" not in self.template:
                names |= {value, name}
        return sorted(names)


def load():
    """All places, those of the tables and what is derived from them."""
    places = []
    for group, file in _TABLES.items():
        with open(os.path.join(_FOLDER, file), encoding="utf-8", newline="\n") as lines:
            places += [_place(group, line) for line in lines if not line.startswith("#")]
    for place in [place for place in places if place.group == "sink"]:
        places += _by_statement(place)
    names = [place.name for place in places]
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
    return places


def _place(group, line):
    cells = [_unescaped(cell) for cell in line.rstrip("\n").split("\t")] + [""]
    name, kind, flags, harmless, template, translations = cells[:6]
    pairs = [flag.partition("=")[::2] for flag in flags.split()]
    prefix = {"position": "text in "}.get(group, "")
    return Place(
        prefix + name,
        group,
        kind,
        dict(pairs),
        harmless,
        template,
        json.loads(translations) if translations else {},
    )


def _by_statement(place):
    """The same attribute set by a statement, and by a mapping."""
    name = place.flags["attr"]
    hole = f' {name}="${{x}}"'
    assert place.template.count(hole) == 1, place
    change = dataclasses.replace
    yield change(
        place,
        name=f"{place.name}, statement",
        group="statement",
        template=place.template.replace(hole, f' tal:attributes="{name} x"'),
    )
    yield change(
        place,
        name=f"{place.name}, mapping",
        group="mapping",
        template=place.template.replace(hole, ' tal:attributes="m"'),
        flags={**place.flags, "map": name},
    )


def _unescaped(cell):
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), cell)
