#!/usr/bin/env python3
"""Names what is public and throws, and does not say what.

Scripts/throws.py [--roots ROOT...]

Functions, initializers, subscripts, properties and the requirements of public
protocols need `- Throws:` in their documentation comment. So does what throws
only the error of a closure: a reader should not have to guess whether it does.
"""

import re
import sys
from pathlib import Path

from swiftcode import code

_ROOTS = [
    "Sources/HummingbirdTimeouts",
    "Sources/PageTemplates",
    "Sources/PageTemplatesTesting",
    "Sources/Talisman",
    "Sources/TalismanCommand",
    "Sources/TalismanFlyingFox",
    "Sources/TalismanHummingbird",
    "Sources/TemplateSyntax",
    "Sources/TemplateTools",
    "Sources/WebSessions",
    "Sources/WebSessionsPostgres",
    "Sources/WebSessionsRedis",
    "Sources/WebSessionsSQLite",
    "Sources/WebSessionsTesting",
]
_THROWS = r"(\s*async\b)?\s*(re)?throws\b(?!\s*\(\s*Never\s*\))"
_DECLARATION = re.compile(r"^(.*?)(?<![.\w`])(func|init|subscript|var)\b", re.MULTILINE)
_PUBLIC = re.compile(r"\b(public|open)\b(?!\()")
_PROTOCOL = re.compile(r"\bpublic\s+protocol\b[^{]*")
_EFFECT = re.compile(_THROWS)
_GETTERS = {
    "var": re.compile(r"[^\n{]*\{\s*get\b" + _THROWS),
    "subscript": re.compile(r"[^{]*\{\s*get\b" + _THROWS),
}


def undocumented(text):
    """The line numbers and first lines of declarations that do not say what they throw."""
    plain = code(text)
    lines = text.split("\n")
    protocols = [
        range(found.end(), _closing(plain, found.end())) for found in _PROTOCOL.finditer(plain)
    ]
    for found in _DECLARATION.finditer(plain):
        is_required = any(found.start() in protocol for protocol in protocols)
        if (is_required or _PUBLIC.search(found[1])) and _throws(plain, found):
            line = plain.count("\n", 0, found.start())
            if not any("- Throws:" in comment for comment in _comment(lines, line)):
                yield line + 1, lines[line].strip()


def _throws(plain, declaration):
    end = declaration.end()
    if declaration[2] != "var":
        end = _closing(plain, plain.index("(", end))
    return bool(_GETTERS.get(declaration[2], _EFFECT).match(plain, end))


def _closing(plain, start):
    """Behind the bracket that closes the one at a place."""
    depth = 0
    for bracket in re.compile(r"([({])|[)}]").finditer(plain, start):
        depth += 1 if bracket[1] else -1
        if depth == 0:
            return bracket.end()
    return len(plain)


def _comment(lines, line):
    """The lines of the documentation above a line; attributes may stand between."""
    above = [text.strip() for text in lines[:line]]
    while above and above[-1].startswith("@"):
        above.pop()
    while above and above[-1].startswith("///"):
        yield above.pop()


def main(arguments):
    roots = arguments[1:] if arguments[:1] == ["--roots"] else _ROOTS
    found = [f"{root}: no such folder" for root in roots if not Path(root).is_dir()]
    found += [
        f"{path}:{line}: does not say what it throws: {declaration}"
        for root in roots
        for path in sorted(Path(root).rglob("*.swift"))
        for line, declaration in undocumented(path.read_text("utf-8"))
    ]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
