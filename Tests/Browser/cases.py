"""A value in a place, and what became of it."""

import dataclasses
import itertools
import re

import payloads

_numbers = itertools.count(1)


@dataclasses.dataclass(eq=False)
class Case:
    place: object
    # As payloads.py has it; the harmless value has no number in it.
    value: str
    is_harmless: bool = False
    number: int = dataclasses.field(default_factory=lambda: next(_numbers))
    output: str | None = None
    error: dict | None = None
    # What a look gave, and whether the case was alone then; what was wrong with it.
    look: dict | None = None
    is_alone: bool = False
    # Harmless cases are looked at with others and alone.
    looks: dict = dataclasses.field(default_factory=dict)
    problems: list = dataclasses.field(default_factory=list)

    def note(self, look, is_alone):
        """Keeps what a look at it gave."""
        self.look, self.is_alone = look, is_alone
        self.looks[is_alone] = look

    @property
    def text(self):
        return payloads.filled(self.value, self.number)

    @property
    def question(self):
        return self.place.question(self.text, self.number)

    @property
    def is_blank(self):
        """Whether the value is white space alone, which is no text to a parser before a doctype."""
        return not self.text.strip(" \t\n\f\r\0")

    @property
    def likeness(self):
        """What the browser does not tell from other cases, but for the number."""
        mark = "\ue000"
        output = re.sub(rf"(?<!\d){self.number}(?!\d)", mark, self.output)
        ignored = tuple(name.replace(str(self.number), mark) for name in self.look_up["ignored"])
        return self.place, output, ignored, self.is_blank, self.is_harmless

    @property
    def look_up(self):
        """What page.js needs to know."""
        flags = self.place.flags
        return {
            "number": self.number,
            "ignored": self.place.ignored(self.text),
            "events": self.place.values("event"),
            "clicks": "click" in flags,
            "properties": "css" in flags,
        }


def render(renderer, cases):
    """Fills in the outputs and the errors."""
    for case, answer in zip(cases, renderer.render([case.question for case in cases])):
        case.output, case.error = answer.get("output"), answer.get("error")
        if case.output is None and case.error is None:
            case.error = {"phase": "render", "code": "no answer", "message": ""}
