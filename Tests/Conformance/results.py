"""What became of the cases of one suite."""

import re

import command
import markup


class Result:
    def __init__(self, suite, exceptions, report):
        self.suite = suite
        self.exceptions = exceptions
        self.report = report
        self.equal = []
        self.tags = []
        self.spaces = []
        self.expected = []
        self.failed = []
        self.names = set()
        # How many pages neither engine is to have.
        self.errors = 0

    def add(self, name, agrees, details):
        """Notes whether a case agrees: `equal`, `tags`, `spaces` or `None`."""
        known = (self.suite, name) in self.exceptions
        self.names.add(name)
        if known and agrees:
            details = "is in the table of exceptions, and passes"
        elif known:
            self.expected.append(name)
            return
        elif agrees:
            getattr(self, agrees).append(name)
            return
        self.failed.append(name)
        self.report(f"{self.suite} {name}\n{details}")

    def compare(
        self, name, source, wanted, found, mode, normal=lambda page: page, ignores_spaces=False
    ):
        """Notes a page, or `None` and a reason, as both engines have it."""
        agrees = None
        if wanted.page is None:
            self.errors += 1
            agrees = "equal" if found.is_failure else None
        elif found.page is None:
            pass
        else:
            agrees = _likeness(normal(wanted.page), normal(found.page), mode)
            if agrees == "spaces" and not ignores_spaces:
                agrees = None
        self.add(name, agrees, f"--- template\n{source}\n--- wanted\n{wanted}\n--- talisman\n{found}")

    def check(self, count):
        """Notes where cases are missing, or there are more than somebody looked at."""
        found = self.passed + len(self.failed)
        if found != count:
            self.failed.append("the number of cases")
            self.report(f"{self.suite}: there are {found} cases, not {count}")
        for suite, name in self.exceptions:
            if suite == self.suite and name not in self.names:
                self.failed.append(name)
                self.report(f"{suite} {name}\nis in the table of exceptions, and is no case")

    @property
    def passed(self):
        return sum(map(len, (self.equal, self.tags, self.spaces, self.expected)))

    def __str__(self):
        total = self.passed + len(self.failed)
        return (
            f"{self.suite}: {total} cases, {len(self.equal)} equal, "
            f"{len(self.tags)} equal but for tags, {len(self.spaces)} but for spaces, "
            f"{len(self.expected)} exceptions, "
            f"{len(self.failed)} failed; {self.errors} are errors"
        )


def _likeness(wanted, found, mode):
    """How much two pages are alike: `equal`, `tags`, `spaces` or `None`."""
    if wanted == found:
        return "equal"
    if markup.tokens(wanted, mode) == markup.tokens(found, mode):
        return "tags"
    if markup.tokens(_words(wanted), mode) == markup.tokens(_words(found), mode):
        return "spaces"
    return None


def _words(page):
    """What does not depend on how loops and macros keep white space."""
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", re.sub(r"\s+", " ", page)))


class Outcome:
    """A page, or the reason why there is none."""

    def __init__(self, page, reason=None, is_failure=True):
        self.page = page
        self.reason = reason
        # Whether an engine said what is wrong, and did not just die.
        self.is_failure = page is None and is_failure

    @classmethod
    def of(cls, render, *arguments, **options):
        try:
            return cls(render(*arguments, **options))
        except command.Failure as failure:
            return cls(None, str(failure), not isinstance(failure, command.Crash))

    def __str__(self):
        return f"error: {self.reason}" if self.page is None else self.page
