"""The golden cases of zope.pagetemplate, compared as its own tests do."""

import os
import re

import zope.pagetemplate.tests
from zope.pagetemplate.tests import util

from results import Outcome, Result

FOLDER = os.path.dirname(zope.pagetemplate.tests.__file__)


def _numbered(*words):
    return {"args": [{"num": index, "arg": word} for index, word in enumerate(words, 1)]}


def _tree(name, *children):
    return {"name": name, "children": list(children)}


def _recursive(page):
    return util.normalize_html(page.replace(" ", "").replace("\n\n", "\n"))


_PRODUCTS = [
    {
        "description": "This is the tee for those who LOVE Zope. Show your heart on your tee.",
        "price": 12.99,
        "image": "smlatee.jpg",
    },
    {
        "description": "This is the tee for Jim Fulton. He's the Zope Pope!",
        "price": 11.99,
        "image": "smpztee.jpg",
    },
]

# Name, input, data and comparison of each case that JSON has the data for.
CASES = [
    ("teeshoplaf", "teeshoplaf", {}, util.normalize_html),
    ("teeshop1", "teeshop1", {"getProducts": _PRODUCTS}, util.normalize_html),
    ("teeshop2", "teeshop2", {"getProducts": _PRODUCTS}, util.normalize_html),
    ("loop1", "loop1", {}, util.normalize_html),
    ("globalsshadowlocals", "globalsshadowlocals", {}, util.normalize_html),
    ("stringexpression", "stringexpression", {}, util.normalize_html),
    ("checknothing", "checknothing", {}, util.normalize_html),
    ("checkwithxmlheader", "checkwithxmlheader", {}, util.normalize_html),
    ("checknotexpression", "checknotexpression", {}, util.normalize_html),
    ("checkpathnothing", "checkpathnothing", {}, util.normalize_html),
    ("checkpathalt", "checkpathalt", {}, util.normalize_html),
    (
        "translation",
        "translation",
        {"msg": {"$message": "Translate this!", "domain": "pttest"}},
        util.normalize_html,
    ),
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
        util.normalize_xml,
    ),
    ("dtml1b", "dtml1", {"content": _numbered()}, util.normalize_xml),
]


def run(talisman, exceptions, report):
    result = Result("zope.pagetemplate", exceptions, report)
    # The variable of `options` that holds a template.
    macros = {"laf": _read("input", "teeshoplaf")}
    for name, file, data, normal in CASES:
        source = _read("input", file).replace("options/laf/", "laf/")
        wanted = Outcome(_read("output", name))
        found = Outcome.of(talisman.render, source, "html", data, macros)
        result.compare(name, source, wanted, found, "html", normal)
    _batches(result, talisman)
    return result


def _batches(result, talisman):
    """The case whose data are objects, which a test of the package renders."""
    source = os.path.join(FOLDER, "input", "dtml3.html")
    wanted = Outcome(_read("output", "dtml3"))
    found = Outcome.of(talisman.render_batches, source)
    result.compare("dtml3", source, wanted, found, "html", util.normalize_xml)


def _read(folder, name):
    path = os.path.join(FOLDER, folder, f"{name}.html")
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()
