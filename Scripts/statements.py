#!/usr/bin/env python3
"""Writes what editors know of statements without the server: Scripts/statements.py [--check]

The texts are those of the server, which stand in StatementDocumentation.swift. With `--check` it
says whether the file has them.
"""

import json
import re
import sys
from pathlib import Path

_SOURCE = Path("Sources/TemplateTools/LanguageServer/Features/StatementDocumentation.swift")
_TARGET = Path("Editors/vscode/statements.html-data.json")

_STRING = r'"(?:[^"\\]|\\.)*"'
_ENTRY = re.compile(
    rf"\.init\(\s*\.(\w+),\s*({_STRING}),\s*({_STRING}),\s*({_STRING}(?:\s*\+\s*{_STRING})*)\s*\)"
)


def _text(strings):
    return "".join(json.loads(text) for text in re.findall(_STRING, strings))


def _attribute(entry):
    namespace, name, form, text = entry.groups()
    form = _text(form)
    title = f"{namespace}:{_text(name)}"
    start = f'`{title}="{form}"`' if form else f"`{title}`"
    value = f"{start}\n\n{_text(text)}"
    return {"name": title, "description": {"kind": "markdown", "value": value}}


def main(arguments):
    attributes = [_attribute(entry) for entry in _ENTRY.finditer(_SOURCE.read_text("utf-8"))]
    data = {"version": 1.1, "globalAttributes": attributes}
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    if "--check" not in arguments:
        _TARGET.write_text(text, "utf-8")
    elif not _TARGET.exists() or _TARGET.read_text("utf-8") != text:
        print(f"{_TARGET} is not what Scripts/statements.py writes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
