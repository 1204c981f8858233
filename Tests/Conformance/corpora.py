"""Runs the test suites that the reference implementation brings along.

The cases are read where they are installed. A page counts as equal when it is
the same byte for byte, and as equal but for tags when text is the same and
tags differ in what carries no meaning only.
"""

import os
import re

import zope.pagetemplate.tests
import zope.tal.tests

import command
import markup


class Result:
    """What became of the cases of one suite."""

    def __init__(self, suite, exceptions):
        self.suite = suite
        self.exceptions = exceptions
        self.equal = []
        self.tags = []
        self.expected = []
        self.failed = []
        self.left_out = {}

    def leave_out(self, name, reason):
        self.left_out.setdefault(reason, []).append(name)

    def add(self, name, agrees, details):
        """Notes whether a case agrees: `equal`, `tags` or nothing."""
        known = self.exceptions.get((self.suite, name))
        if known and agrees:
            self.failed.append(name)
            details = "is in the table of exceptions, and passes"
        elif known:
            self.expected.append(name)
        elif agrees:
            getattr(self, agrees).append(name)
        else:
            self.failed.append(name)
        return details if name in self.failed else None

    @property
    def passed(self):
        return len(self.equal) + len(self.tags) + len(self.expected)

    def __str__(self):
        lines = [
            f"{self.suite}: {len(self.equal)} equal, {len(self.tags)} equal but for tags, "
            f"{len(self.expected)} expected exceptions, {len(self.failed)} failed"
        ]
        for reason, names in sorted(self.left_out.items()):
            lines.append(f"  left out, {reason}: {len(names)}")
        return "\n".join(lines)


def _read(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _check(result, talisman, name, source, wanted, mode, data, normal, report):
    try:
        page = talisman.render(source, mode, data)
    except command.Failure as failure:
        page = f"error: {failure}"
    agrees = None
    if normal(page) == normal(wanted):
        agrees = "equal"
    elif markup.tokens(normal(page), mode) == markup.tokens(normal(wanted), mode):
        agrees = "tags"
    details = result.add(name, agrees, f"--- wanted\n{wanted}\n--- talisman\n{page}")
    if details:
        report(f"{result.suite} {name}\n{details}")


# zope.tal

NEEDS = [
    ("Python expressions", r"python:"),
    ("METAL", r"namespaces/metal|metal:"),
    ("I18N with its own translator", r"namespaces/i18n|i18n:"),
]

# The modes of zope.tal's driver that names of files ask for.
MODES = {"_sa": "source annotations", "_metal": "METAL alone"}


def zope_tal(talisman, exceptions, report):
    """The pairs of zope.tal that need neither Python, METAL nor I18N."""
    folder = os.path.dirname(zope.tal.tests.__file__)
    result = Result("zope.tal", exceptions)
    for name in sorted(os.listdir(os.path.join(folder, "input"))):
        if not re.fullmatch(r"test.*\.(html|xml)", name):
            continue
        source = _read(os.path.join(folder, "input"), name)
        mark = next((mark for mark in MODES if mark in name), None)
        if mark:
            result.leave_out(name, MODES[mark])
            continue
        need = next((need for need, sign in NEEDS if re.search(sign, source)), None)
        if need:
            result.leave_out(name, need)
            continue
        wanted = _read(os.path.join(folder, "output"), name)
        # Other names that the expressions of these tests have for two types.
        source = source.replace("str:", "string:")
        source = re.sub(r"(local|global|var):", "path:", source)
        mode = "xml" if name.endswith(".xml") else "html"
        _check(result, talisman, name, source, wanted, mode, {}, _lines, report)
    return result


def _lines(page):
    return page.replace("\r\n", "\n")


# zope.pagetemplate


def _numbered(*words):
    return {"args": [{"num": index, "arg": word} for index, word in enumerate(words, 1)]}


def _tree(name, *children):
    return {"name": name, "children": list(children)}


def _html(page):
    """What `check_html` compares."""
    return re.sub(r"/>", ">", re.sub(r"[ \t]+", " ", page))


def _xml(page):
    """What `check_xml` compares."""
    return re.sub(r"\s+<", "<", re.sub(r">\s+", ">", re.sub(r"\s+", " ", page)))


def _recursive(page):
    return _html(page.replace(" ", "").replace("\n\n", "\n"))


# Name, input, data and comparison of each golden case, as the tests have them.
CASES = [
    ("teeshoplaf", "teeshoplaf", {}, _html),
    ("teeshop1", "teeshop1", None, _html),
    ("teeshop2", "teeshop2", None, _html),
    ("loop1", "loop1", {}, _html),
    ("globalsshadowlocals", "globalsshadowlocals", {}, _html),
    ("stringexpression", "stringexpression", {}, _html),
    ("checknothing", "checknothing", {}, _html),
    ("checkwithxmlheader", "checkwithxmlheader", {}, _html),
    ("checknotexpression", "checknotexpression", {}, _html),
    ("checkpathnothing", "checkpathnothing", {}, _html),
    ("checkpathalt", "checkpathalt", {}, _html),
    ("translation", "translation", {"msg": "Translate this!"}, _html),
    (
        "recursive",
        "recursive",
        {"context": _tree("root", _tree("first"), _tree("second"))},
        _recursive,
    ),
    (
        "dtml1a",
        "dtml1",
        {"content": _numbered("one", "two", "three", "cha", "cha", "cha")},
        _xml,
    ),
    ("dtml1b", "dtml1", {"content": _numbered()}, _xml),
    ("dtml3", "dtml3", None, _xml),
]


def zope_pagetemplate(talisman, exceptions, report):
    """The golden cases of zope.pagetemplate that need no Python."""
    folder = os.path.dirname(zope.pagetemplate.tests.__file__)
    result = Result("zope.pagetemplate", exceptions)
    for name, source_name, data, normal in CASES:
        source = _read(os.path.join(folder, "input"), f"{source_name}.html")
        if "python:" in source:
            result.leave_out(name, "Python expressions")
        elif data is None:
            result.leave_out(name, "values that JSON does not have")
        else:
            wanted = _read(os.path.join(folder, "output"), f"{name}.html")
            _check(result, talisman, name, source, wanted, "html", data, normal, report)
    return result
