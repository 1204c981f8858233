#!/usr/bin/env python3
"""Writes the Swift snippets of README and articles as source, for the build to compile, and
the project that `talisman new` makes, for the tests to run.

Each document with `swift` fences gets a file in Tests/SnippetTests/Documents. `make` writes
them before every build; they are not committed, so that none is out of date. What a snippet
takes for granted, such as `session`, is a member of `Given` beside them.

In a snippet, imports go to the top of the file, declarations of types, extensions and
tests to its top level, and all else into a method. `@main` is left out, for tests are no
program of their own. A fence `swift manifest` is a part of a Package.swift and is left
out; a fence `swift starter` is one of the project's files, and must be the same. Errors of
the compiler name the document's line.
"""

import re
import sys
from pathlib import Path

_FOLDER = Path("Tests/SnippetTests/Documents")
_STARTER = Path("Sources/TalismanCommand/Project/Starter")
_STARTER_COPY = Path("Tests/StarterTests/Starter")
_FENCE = re.compile(r"^(?P<indent> *)```swift\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
_START = re.compile(r"^ *[`~]{3,} *swift\b(?! (?:manifest|starter)$)", re.I | re.M)
_COPY = re.compile(r"^```swift starter\n(.*?)^```$", re.M | re.S)
_IMPORT = re.compile(r"import [\w.]+")
_TOP = re.compile(r"(@Test|@Suite|(final )?class|struct|enum|actor|protocol|extension)\b")
_BEFORE = re.compile(r"///|@\w+")
_VALUE = re.compile(r"(?:let|var) (\w+)")
_IMPORTS = {
    "Foundation",
    "GRDB",
    "HTTPTypes",
    "Hummingbird",
    "HummingbirdTesting",
    "Logging",
    "PageTemplates",
    "ServiceLifecycle",
    "Talisman",
    "TalismanHummingbird",
    "TemplateModels",
    "Testing",
    "WebSessions",
    "WebSessionsPostgres",
    "WebSessionsRedis",
    "WebSessionsSQLite",
    "WebSessionsTesting",
}
# Of a server whose names are those of another one, and whose trait is off by default.
_ALONE = {
    "TalismanFlyingFox": {"FlyingFox", "PageTemplates", "Talisman", "TalismanFlyingFox", "WebSessions"}
}


class Snippet:
    """The lines of a fence with their numbers, by where they go."""

    def __init__(self, text, line):
        self.imports = set()
        self.top = []
        self.body = []
        self.values = []
        waiting = []
        is_top = False
        for number, source in enumerate(text.splitlines(), line):
            source = source.removeprefix("@main ")
            if is_top:
                self.top.append((number, source))
                is_top = not source.startswith("}")
            elif _IMPORT.fullmatch(source):
                self.imports.add(source.split()[1])
            elif _TOP.match(source):
                self.top += waiting + [(number, source)]
                waiting = []
                is_top = not source.rstrip().endswith("}")
            elif _BEFORE.match(source):
                waiting.append((number, source))
            else:
                self.body += waiting + [(number, source)]
                waiting = []
                self.values += _VALUE.findall(source) if not source.startswith(" ") else []


def snippets(document):
    text = document.read_text("utf-8")
    fences = list(_FENCE.finditer(text))
    if len(fences) != len(_START.findall(text)):
        sys.exit(f"{document}: a fence of Swift does not begin with ```swift and end with ```")
    for copy in _COPY.findall(text):
        if not any(path.read_text("utf-8") == copy for path in _STARTER.glob("**/*.swift")):
            sys.exit(f"{document}: a fence `swift starter` is no file of {_STARTER}")
    for fence in fences:
        indent = fence["indent"]
        lines = [line.removeprefix(indent) for line in fence["text"].splitlines()]
        yield Snippet("\n".join(lines), text.count("\n", 0, fence.start("text")) + 1)


def located(document, lines, indent=""):
    """Lines of a snippet behind a note where they come from."""
    expected = None
    for number, line in lines:
        if number != expected:
            yield f'#sourceLocation(file: "{document}", line: {number})'
        yield (indent + line).rstrip()
        expected = number + 1
    yield "#sourceLocation()"


def source(document, found):
    """A file that compiles the snippets of a document."""
    module = document.parts[1] if document.parts[1:] else ""
    imports = _ALONE.get(module, _IMPORTS).union(*[snippet.imports for snippet in found])
    condition = "FlyingFox && " if module in _ALONE else ""
    if module == "WebSessionsPostgres":
        condition += "PostgreSQL && "
    yield f"// Written by Scripts/snippets.py from {document}"
    yield "// swift-format-ignore-file"
    yield f"#if {condition}Hummingbird && SQLite && Redis"
    yield from (f"import {name}" for name in sorted(imports))
    for snippet in found:
        if snippet.top:
            yield from ["", *located(document, snippet.top)]
    yield from ["", "extension Given {"]
    name = module + document.stem
    for number, snippet in enumerate(found, 1):
        if any(line.strip() for _, line in snippet.body):
            yield f"    func snippet{number}Of{name}() async throws {{"
            yield from located(document, snippet.body, "        ")
            yield from (f"        _ = {value}" for value in dict.fromkeys(snippet.values))
            yield "    }"
    yield from ["}", "#endif", ""]


def files():
    """The text of each file by its path."""
    for document in [Path("README.md"), *sorted(Path("Sources").glob("*/*.docc/*.md"))]:
        found = list(snippets(document))
        if found:
            module = document.parts[1] + "+" if document.parts[1:] else ""
            yield _FOLDER / f"{module}{document.stem}.swift", "\n".join(source(document, found))


def starter():
    """The text of each file of the project, as a part of this package: without what makes it a
    program, and with the paths of its folders from here."""
    for path in sorted(_STARTER.glob("*/**/*.swift")):
        text = path.read_text("utf-8").replace("@main ", "").replace("@testable import App\n", "")
        text = text.replace('"Templates', f'"{_STARTER}/Templates')
        text = text.replace('"../../Templates', f'"../../../{_STARTER}/Templates')
        text = text.replace('"Pages', f'"../../../{_STARTER}/Tests/AppTests/Pages')
        text = f"// swift-format-ignore-file\n#if Hummingbird && SQLite\n{text}#endif\n"
        yield _STARTER_COPY / path.name, text


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    wanted = dict(files)
    for path in folder.glob("**/*"):
        if path.is_file() and path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        # What has not changed is not compiled again.
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def main():
    write(_FOLDER, files())
    write(_STARTER_COPY, starter())


if __name__ == "__main__":
    main()
