#!/usr/bin/env python3
"""Writes what the documentation comments of codes say, for articles and for `talisman explain`.

Scripts/errors.py          writes Sources/Talisman/Talisman.docc/Errors.md, and the
                           tables of Sources/TemplateTools/Rules/Codes
Scripts/errors.py --check  fails where one of these files is out of date

The first paragraph above a code says what it means, the rest what to do about it. A code
without a rest is an error: a reader who has only the code would not know how to go on.
"""

import re
import sys
import textwrap
from pathlib import Path

_MODULE = "Talisman"
_ARTICLE = Path(f"Sources/{_MODULE}/{_MODULE}.docc/Errors.md")
_TABLES = Path("Sources/TemplateTools/Rules/Codes")
_CASE = re.compile(r'case (\w+)(?: = "([\w-]+)")?$')
_STATUS = {
    "badRequest": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "conflict": 409,
    "contentTooLarge": 413,
    "unsupportedMediaType": 415,
    "internalServerError": 500,
    "serviceUnavailable": 503,
}
_INTRODUCTION = """\
# Errors

Every code of an error or a warning, what it means, and what to do.

## Overview

A code is stable. It is shown with each error: in brackets at the end of a report's first line, as in
`[missing-member]`, and as `code` in the log. Texts of messages may change.

The codes of templates are those of ``/PageTemplates/TemplateError/Code`` and
``/PageTemplates/TemplateWarning/Code``, those of sessions ``/WebSessions/SessionErrorCode``, and those
of forms ``FormError/Code``. A template that fails while it is rendered is answered with 500.
"""

# The heading, the file, where the codes begin in it, and what says their statuses.
_CHAPTERS = [
    ("Templates", "Sources/PageTemplates/Errors/TemplateError+Code.swift", "enum Code", None),
    ("Warnings", "Sources/PageTemplates/Errors/TemplateWarning.swift", "enum Code", None),
    (
        "Sessions",
        "Sources/WebSessions/Errors/SessionErrorCode.swift",
        "enum SessionErrorCode",
        "Sources/WebSessions/Errors/SessionErrorCode+Status.swift",
    ),
    (
        "Forms",
        "Sources/Talisman/Requests/FormError.swift",
        "enum Code",
        "Sources/Talisman/Requests/StatusError.swift",
    ),
]
_ABOUT = {
    "Warnings": "The page renders nevertheless. `talisman check` lists warnings, and so does the log at"
    " startup.",
    "Sessions": "The status is that of the response to a request that failed with the error.",
    "Forms": "The status is that of the response.",
}


class Code:
    """A code with the paragraphs of its comment."""

    def __init__(self, case, name, part, paragraphs):
        self.case = case
        self.name = name
        self.part = part
        self.meaning = paragraphs[0]
        self.remedy = " ".join(paragraphs[1:])

    def linked(self, module):
        """The same with links that lead from the article to the module that it is from."""
        return [_linked(text, module) for text in (self.meaning, self.remedy)]

    def plain(self):
        """The same for a terminal."""
        return [_plain(text) for text in (self.meaning, self.remedy)]


def codes(path, start):
    """The codes of a file in their order."""
    text = Path(path).read_text("utf-8")
    lines = text[text.index(start) :].splitlines()[1:]
    part = ""
    comment = []
    for line in map(str.strip, lines):
        if line == "}":
            return
        if line.startswith("// MARK: "):
            part = line.removeprefix("// MARK: ")
        elif line.startswith("///"):
            comment.append(line.removeprefix("///").strip())
        elif found := _CASE.match(line):
            paragraphs = re.split(r"\n\n+", "\n".join(comment))
            if len(paragraphs) < 2:
                sys.exit(f"{path}: the comment of '{found[1]}' does not say what to do")
            whole = [" ".join(part.split()) for part in paragraphs]
            yield Code(found[1], found[2] or found[1], part, whole)
            comment = []
        elif not line:
            comment = []


def _linked(text, module):
    """A paragraph for a cell of a table, with links that lead to the module that it is from."""
    if module != _MODULE:
        text = re.sub(r"``([^`]+)``", rf"``/{module}/\1``", text)
        text = re.sub(r"<doc:(\w+)>", rf"<doc:/{module}/\1>", text)
    return text.replace("|", r"\|")


def _plain(text):
    """A paragraph without the marks of links."""
    text = re.sub(r"``(?:/\w+/)?([^`]+)``", r"`\1`", text)
    return re.sub(r"<doc:(\w+)>", r"the article '\1'", text)


def statuses(path):
    """The number of each case, as a switch of the source tells it."""
    text = Path(path).read_text("utf-8")
    found = {}
    for names, status in re.findall(r"case ((?:\s*\.\w+,?)+):\s*(?:self\.init\()?\.(\w+)", text):
        for name in re.findall(r"\w+", names):
            found[name] = _STATUS[status]
    return found


def chapter(title, path, start, switch):
    yield from ["", f"### {title}"]
    if title in _ABOUT:
        yield from ["", _ABOUT[title]]
    status = statuses(switch) if switch else {}
    part = None
    for code in codes(path, start):
        if code.part != part:
            part = code.part
            yield from ["", f"#### {part}"] if part else []
            head = ["code", "status"] if status else ["code"]
            yield from ["", _row(head + ["what it means", "example, and what to do"])]
            yield "|" + "---|" * (len(head) + 2)
        number = [str(status[code.case])] if status else []
        module = Path(path).parts[1]
        yield _row([f"`{code.name}`", *number, *code.linked(module)])


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def article():
    lines = _INTRODUCTION.splitlines()
    for parts in _CHAPTERS:
        lines += chapter(*parts)
    return "\n".join(lines) + "\n"


_KINDS = {
    "Templates": "templateError",
    "Warnings": "rule",
    "Sessions": "sessionError",
    "Forms": "formError",
}

# The tables for the parts of templates' codes that only a page can have.
_PAGES = {part: "Pages" for part in ("Rendering", "Data", "Translation", "Limits")} | {
    "Python": "Python"
}


def tables():
    """The texts as lists of Swift, by their files."""
    found = {}
    for title, path, start, _ in _CHAPTERS:
        for code in codes(path, start):
            name = _PAGES.get(code.part, title) if title == "Templates" else title
            found.setdefault(name, []).append((_KINDS[title], code))
    return {
        _TABLES / f"CodeText+{name}.swift": "\n".join(table(name, codes)) + "\n"
        for name, codes in found.items()
    }


def table(name, codes):
    """One list of texts."""
    yield from [
        "// SPDX-License-Identifier: Apache-2.0",
        "",
        "// Written by Scripts/errors.py from the comments of the codes.",
        "extension CodeText {",
        f"    static let {name.lower()}: [CodeText] = [",
    ]
    for kind, code in codes:
        yield "        CodeText("
        yield f'            "{code.name}",'
        yield f"            .{kind},"
        meaning, remedy = (list(_literal(text)) for text in code.plain())
        yield from meaning[:-1] + [meaning[-1] + ","] + remedy + ["        ),"]
    yield from ["    ]", "}"]


def _literal(text):
    """A text as a literal of several lines, none of them too long."""
    text = text.replace("\\", r"\\")
    lines = textwrap.wrap(text, 84, break_long_words=False, break_on_hyphens=False)
    yield '            """'
    yield from (f"            {line} \\" for line in lines[:-1])
    yield from [f"            {lines[-1]}", '            """']


def main():
    texts = {_ARTICLE: article()} | tables()
    for path, text in texts.items():
        if sys.argv[1:] != ["--check"]:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            sys.exit(f"{path} is out of date: run Scripts/errors.py")


if __name__ == "__main__":
    main()
