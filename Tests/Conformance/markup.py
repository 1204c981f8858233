"""The form of a page in which two engines' outputs are compared.

Text, comments and declarations count byte for byte. Tags count up to what
carries no meaning: the order, quotes and spacing of attributes, character
references in their values, the spelling of boolean attributes, the case of
names in HTML, and `<x/>` for `<x></x>` in XML.
"""

import html
import re

# The boolean attributes that zope.tal knows.
BOOLEAN = frozenset(
    "compact nowrap ismap declare noshade checked disabled readonly multiple selected noresize "
    "defer".split()
)

TOKEN = re.compile(
    r"(?P<verbatim><!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?>|<![^>]*>)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_:][^\s/>]*)"
    r"(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.S,
)
ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?", re.S)


def tokens(page, mode):
    """The page as a list of comparable tokens."""
    found = []
    position = 0
    for match in TOKEN.finditer(page):
        _text(found, page[position : match.start()])
        position = match.end()
        if match["verbatim"]:
            found.append(("verbatim", match["verbatim"]))
        else:
            _tag(found, match, mode)
    _text(found, page[position:])
    return found


def _text(found, text):
    if text:
        found.append(("text", text))


def _tag(found, match, mode):
    name = match["name"] if mode == "xml" else match["name"].lower()
    if match["end"]:
        found.append(("end", name))
        return
    attributes = match["attributes"].rstrip()
    closes = attributes.endswith("/")
    found.append(("start", name, _attributes(attributes.removesuffix("/"), mode)))
    if closes and mode == "xml":
        found.append(("end", name))


def _attributes(source, mode):
    pairs = []
    for name, value in ATTRIBUTE.findall(source):
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        value = html.unescape(value)
        if mode == "html":
            name = name.lower()
            if name in BOOLEAN:
                value = ""
        else:
            # A parser makes spaces of line ends and tabs in values.
            value = re.sub(r"[\t\r\n]", " ", value)
        pairs.append((name, value))
    return tuple(sorted(pairs))
