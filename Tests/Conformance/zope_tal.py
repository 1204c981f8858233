"""The files that zope.tal is tested with, as pages of zope.pagetemplate."""

import os
import re

import zope.tal.tests

import catalogs
import reference
from results import Outcome, Result

FOLDER = os.path.join(os.path.dirname(zope.tal.tests.__file__), "input")

# The variables that engine of these tests answers for. `request` is the
# command's own, and `@@` asks for views.
DATA = {
    "here": {"currentTime": {"hours": 6, "minutes": 59, "ampm": "PM"}},
    "context": {"object_name": "7"},
    "visit": {"submitter": "aperson@dom.ain"},
}
NAMES = [("request/", "visit/"), ("@@", "")]

MACRO = re.compile(r"((?:use|extend)-macro=)([\"'])(.*?)\2")


def run(talisman, exceptions, report):
    result = Result("zope.tal", exceptions, report)
    for name in sorted(os.listdir(FOLDER)):
        if re.fullmatch(r"test.*\.(html|xml)", name):
            _compare(result, talisman, name)
    return result


def _compare(result, talisman, name):
    mode = name.rpartition(".")[2]
    source, macros = _template(name)
    wanted = Outcome.of(reference.render, source, mode, DATA, macros)
    folder = os.path.join(talisman.folder.name, "catalogs")
    texts = catalogs.write(folder, reference.asked)
    found = Outcome.of(talisman.render, source, mode, DATA, macros, texts)
    result.compare(name, source, wanted, found, mode)


def _template(name):
    """A file in the words of TALES, and the other files whose macros it uses."""
    with open(os.path.join(FOLDER, name), encoding="utf-8", newline="") as file:
        source = file.read()
    for other, ours in NAMES:
        source = source.replace(other, ours)
    source = tales(source)
    macros = {}

    def macro(match):
        folder, _, last = match[3].rpartition("/")
        if not folder:
            return f"{match[1]}{match[2]}template/macros/{last}{match[2]}"
        file = os.path.basename(folder)
        variable = file.replace(".", "_")
        macros[variable], _ = _template(file)
        return f"{match[1]}{match[2]}{variable}/macros/{last}{match[2]}"

    return MACRO.sub(macro, source), macros


def tales(source):
    """The expressions of zope.tal's own engine as those of TALES."""
    source = re.sub(r"\bstr:", "string:", source)
    return re.sub(r"\b(local|global|var):", "path:", source)
