#!/usr/bin/env python3
"""Checks the relative links of all Markdown files: Scripts/links.py [--self-test]

The file that a link names must be there, and what stands behind `#` must be a heading of it, as
GitHub names them. Links to other sites are not followed, and links of DocC, `<doc:Name>`, are
checked by `make docs`.
"""

import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

_FOLDERS = ["", ".github/**/", "Benchmarks/**/", "Examples/**/", "Sources/**/", "Tests/**/"]
_FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1 *$", re.M | re.S)
_CODE = re.compile(_FENCE.pattern + r"|(`+)(?!`).+?(?<!`)\2(?!`)", re.M | re.S)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^ *\[[^\]]+\]:\s*(\S+)", re.M)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
_SITE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def documents(root):
    """The Markdown files of the repository, without what is built."""
    found = {path for folder in _FOLDERS for path in root.glob(f"{folder}*.md")}
    return sorted(path for path in found if ".build" not in path.relative_to(root).parts)


def links(text):
    """Each link to a file with the number of its line."""
    plain = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for found in _LINK.finditer(plain):
        target = found[1] or found[2]
        if not _SITE.match(target):
            yield plain.count("\n", 0, found.start()) + 1, target


def anchors(text):
    """The names that GitHub gives to the headings of a document."""
    names = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        name = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        name = re.sub(r"[^\w\- ]", "", name).replace(" ", "-")
        number = 0
        while (unique := f"{name}-{number}" if number else name) in names:
            number += 1
        names.add(unique)
    return names


def broken(root):
    """A line for each link that leads nowhere."""
    for document in documents(root):
        text = document.read_text("utf-8")
        for line, target in links(text):
            if problem := _problem(root, document, unquote(target)):
                yield f"{document.relative_to(root)}:{line}: {target}: {problem}"


def _problem(root, document, target):
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    if name.startswith("/") or not path.is_relative_to(root):
        return "leads out of the repository"
    if not path.exists():
        return "no such file"
    if anchor and (path.suffix != ".md" or anchor not in anchors(path.read_text("utf-8"))):
        return f"no heading '{anchor}'"
    return None


def self_test():
    """Links that lead somewhere, and those that do not."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "Sources/A").mkdir(parents=True)
        (root / "Sources/A/a.md").write_text("# The `A` page\n## Two\n## Two\n[up](../../b.md#b)\n")
        (root / "b.md").write_text(
            "# B\n[1](Sources/A/a.md#the-a-page) [2](#b) [3](Sources) [4](https://x.example/#y)\n"
            "[5](Sources/A/a.md#two-1) `[6](nowhere)`\n```\n# C\n[7](nowhere)\n```\n"
            "[8](nowhere.md) [9](Sources/A/a.md#three) [10](../c.md)\n[11](#c)\n"
            "[12]: nowhere.md\n"
        )
        expected = [
            "b.md:8: nowhere.md: no such file",
            "b.md:8: Sources/A/a.md#three: no heading 'three'",
            "b.md:8: ../c.md: leads out of the repository",
            "b.md:9: #c: no heading 'c'",
            "b.md:10: nowhere.md: no such file",
        ]
        found = list(broken(root))
    if found != expected:
        sys.exit("self-test: found\n" + "\n".join(found))


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    found = list(broken(Path.cwd().resolve()))
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
