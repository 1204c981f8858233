#!/usr/bin/env python3
"""Checks that the folders of source roots are layers: Scripts/folders.py [TABLE]

The table, Scripts/folders.txt unless another one is named, has the order. A file
refers to what another one declares where it names, outside of comments and texts,

- a type or function of the top level, also through what is nested in it;
- a nested type or static member of an extension, as `Outer.name`;
- a member of the type that the code stands in, declared in any extension: after
  `self.` and `Self.`, a nested type, or a call of a method whose name the file
  gives to nothing else.

What only a compiler knows is not seen: members of other values, what extensions
of a protocol give to its types, properties without `self.`, and operators.
`--self-test` checks the check.
"""

import re
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

from swiftcode import code

_TYPES = {"struct", "class", "enum", "protocol", "actor", "typealias"}
_MEMBERS = {"func", "var", "let"}
_TOKEN = re.compile(r"[{}]|[^\W\d]\w*(?:\s*\.\s*\w+)*")
_NAME = re.compile(r"[\s`]*([^\W\d]\w*(?:\.\w+)*)")

# What follows a name by dots; the types around it, the outermost first.
_Use = namedtuple("_Use", "parts types is_called line")


class Source:
    """What a file declares for others and for itself alone, and what it names."""

    def __init__(self, text, module):
        self.names = set()
        self.own = set()
        self.uses = []
        self._code = code(text)
        self._module = module
        # For each open brace the type that it belongs to, or None.
        self._braces = []
        self._type = None
        self._is_private = False
        end = 0
        for token in _TOKEN.finditer(self._code):
            if token.start() >= end:
                end = self._take(token[0], token.start(), token.end())

    def _take(self, word, start, end):
        """Takes a word or a brace, and says behind what it is done."""
        if word == "{":
            self._braces.append(self._type)
            self._type = None
            self._is_private = False
        elif word == "}":
            self._braces.pop()
        elif self._code.endswith((".", "`"), 0, start):
            pass
        elif word == "import":
            return self._code.index("\n", end)
        elif word in ("private", "fileprivate"):
            self._is_private = not self._code.startswith("(set)", end)
        elif word in _TYPES or word in _MEMBERS or word == "case" and self._is_member():
            return self._declaration(word, end)
        elif word == "extension":
            name = _NAME.match(self._code, end)
            self._type = name and name[1]
        else:
            self._use(word, start, end)
        return end

    def _declaration(self, keyword, at):
        name = _NAME.match(self._code, at)
        if not name or name[1] in _MEMBERS:
            # An operator, a pattern or a `class func`.
            return at
        is_local = bool(self._braces) and not self._is_member()
        full = name[1] if is_local else ".".join((*self._types()[-1:], name[1]))
        (self.own if is_local or self._is_private else self.names).add(full)
        if keyword in _TYPES - {"typealias"}:
            self._type = full
        self._is_private = False
        return name.end()

    def _use(self, word, start, end):
        if word[0].islower() and re.match(r"\s*:", self._code[end:end + 9]):
            # A label or a parameter, which may be a function of the file's own.
            self.own.add(word)
            return
        parts = re.split(r"\s*\.\s*", word)
        parts = parts[1:] if parts[0] == self._module and len(parts) > 1 else parts
        line = self._code.count("\n", 0, start) + 1
        is_called = len(parts) == 1 and self._code.startswith("(", end)
        self.uses.append(_Use(parts, self._types(), is_called, line))

    def _is_member(self):
        return bool(self._braces) and self._braces[-1] is not None

    def _types(self):
        return [name for name in self._braces if name]


def _meanings(use, known):
    """The declared names that a use may stand for, the least special one first."""
    first, *rest = use.parts
    scopes = use.types[::-1]
    if first in ("self", "Self"):
        name = scopes[0] if scopes else first
    elif first[0].isupper():
        name = next((f"{s}.{first}" for s in scopes if f"{s}.{first}" in known), first)
    elif use.is_called:
        member = ".".join((*scopes[:1], first))
        name = member if member in known else first
    else:
        return
    yield name
    for part in rest:
        name = f"{name}.{part}"
        yield name


def _folder(path, ranks):
    """The folder of the order that a file lies in; None where there is none."""
    parents = [str(parent) for parent in path.parents]
    return next((name for name in parents[:-1] or parents if name in ranks), None)


def problems(root, order):
    """What is wrong with a source root; the order is a list of lists of folders."""
    ranks = {name: rank for rank, layer in enumerate(order) for name in layer}
    files = sorted(path.relative_to(root) for path in root.rglob("*.swift"))
    folders = {path: _folder(path, ranks) for path in files}
    for name in sorted(ranks.keys() - folders.values()):
        yield f"{root}: the order has the folder {name}, which has no file"
    for name in sorted({str(path.parent) for path in files if not folders[path]}):
        yield f"{root}: the order lacks the folder {name}"
    files = [path for path in files if folders[path]]
    sources = {path: Source((root / path).read_text("utf-8"), root.name) for path in files}
    # What is declared in several folders is taken for that of the lowest.
    known = {}
    for path in sorted(files, key=lambda path: -ranks[folders[path]]):
        known.update((name, folders[path]) for name in sources[path].names)
    for path in files:
        yield from _arrows(root / path, sources[path], folders[path], known, ranks)


def _arrows(path, source, folder, known, ranks):
    seen = set()
    for use in source.uses:
        for name in _meanings(use, known) if use.parts[0] not in source.own else ():
            if name in source.own or name in seen:
                break
            other = known.get(name, folder)
            if other != folder and ranks[other] >= ranks[folder]:
                seen.add(name)
                place = "above" if ranks[other] > ranks[folder] else "beside"
                target = f"{name} of {other}, which lies {place} it"
                yield f"{path}:{use.line}: {folder} refers to {target}"
                break


def table(path):
    """The roots of a table with their orders."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            root, _, order = line.partition(":")
            yield Path(root.strip()), [layer.split("|") for layer in order.split()]


# Two trees in the order of `_ORDER`. In one of them lower folders name what is
# above them only where that means nothing. The other has an arrow of each kind.
_ORDER = [["low", "aside"], ["high"]]
_HIGH = """
    struct B { let a: A }
    extension Outer { struct Inner {}; typealias Deep = A; static let value = 1 }
    extension Outer { func g() {}; func h(_ a: A) {} }
    """
_GOOD = {
    "high/B.swift": _HIGH,
    "low/A.swift": r'''
        // B, Outer.Inner
        /* B /* Outer.Inner */ B */
        struct A { let text = "B \"B\" \\(B)", raw = #"B "B" \(B)"# }
        let long = """
            B "B" \("B \(A.self) B")
            """
        struct Outer { func own(g: () -> Void) { g() } }
        ''',
    "aside/C.swift": "private struct B {}\nlet c = B(), d = Other.Outer.self",
}
_BAD = {
    "high/B.swift": _HIGH,
    "low/A.swift": r"""
        struct A { let text = "text \(B.self)" }
        struct Outer {
            let inner: Inner
            func f() { g(); self.h(A()) }
            let deep: [Outer.Deep] = [], value = Self.value
        }
        """,
    "aside/C.swift": 'let c = #"\\(B.self) \\#("\\(A.self)")"#',
    "new/D.swift": "struct D {}",
}
_EXPECTED = [
    "the order lacks the folder new",
    "aside/C.swift:1: aside refers to A of low, which lies beside it",
    "low/A.swift:2: low refers to B of high, which lies above it",
    "low/A.swift:4: low refers to Outer.Inner of high, which lies above it",
    "low/A.swift:5: low refers to Outer.g of high, which lies above it",
    "low/A.swift:5: low refers to Outer.h of high, which lies above it",
    "low/A.swift:6: low refers to Outer.Deep of high, which lies above it",
    "low/A.swift:6: low refers to Outer.value of high, which lies above it",
]


def self_test():
    """What the check says wrongly of the trees."""
    for files, order, expected in (
        (_GOOD, _ORDER, []),
        (_BAD, _ORDER, _EXPECTED),
        (_GOOD, [*_ORDER, ["top"]], ["the order has the folder top, which has no file"]),
    ):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text)
            found = [line.removeprefix(folder)[1:].strip() for line in problems(root, order)]
        yield from (f"self-test: not found: {line}" for line in expected if line not in found)
        yield from (f"self-test: not expected: {line}" for line in found if line not in expected)


def main(arguments):
    if arguments == ["--self-test"]:
        found = list(self_test())
    else:
        roots = table(Path(*arguments or ["Scripts/folders.txt"]))
        found = [line for root, order in roots for line in problems(root, order)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
