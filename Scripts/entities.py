#!/usr/bin/env python3
"""Writes the table of HTML's named characters as Swift.

Scripts/entities.py          writes Sources/TemplateSyntax/Source/HTMLCharacterTable.swift
Scripts/entities.py --check  fails where that file is out of date

The names are those of the HTML standard, which Python has in html.entities and which no
longer change.
"""

import sys
import textwrap
from html.entities import html5
from pathlib import Path

_FILE = Path("Sources/TemplateSyntax/Source/HTMLCharacterTable.swift")
_COUNT = 2231
_HEAD = '''\
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/entities.py.

extension HTMLCharacter {
    /// The names in the order of their bytes, each with the numbers of its characters.
    ///
    /// Behind a name stands `:`, or `=` where it may lack its semicolon.
    static let table: StaticString = """
'''
_TAIL = '''\
        """
}
'''


def _entries():
    for name in sorted(name[:-1] for name in html5 if name.endswith(";")):
        sign = "=" if name in html5 else ":"
        numbers = "+".join(f"{ord(character):X}" for character in html5[name + ";"])
        yield name + sign + numbers


def _source():
    if len(html5) != _COUNT:
        raise SystemExit(f"Python knows {len(html5)} names, not the {_COUNT} of the standard")
    lines = textwrap.wrap(" ".join(_entries()), 90, break_long_words=False, break_on_hyphens=False)
    return _HEAD + "".join(f"        {line}\n" for line in lines) + _TAIL


def main():
    source = _source()
    if sys.argv[1:] != ["--check"]:
        _FILE.write_text(source)
    elif not _FILE.exists() or _FILE.read_text() != source:
        raise SystemExit(f"{_FILE} is out of date: run Scripts/entities.py")


main()
