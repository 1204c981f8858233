"""The cases of contextual escaping, from the tables of Go's html/template.

Pages are compared as html5lib's parser has them: quotes, spelling of escapes and comments
count for nothing, and what one side refuses is nothing on the other.
"""

import json
import os
import re

import html5lib

from results import Outcome, Result

# The types of values that somebody vouches for; those that have no counterpart are text.
TYPES = {"CSS": "$style", "HTML": "$markup", "JS": "$script", "URL": "$url"}


def run(talisman, exceptions, report):
    result = Result("contextual", exceptions, report)
    for case in _cases():
        data = _value(case["data"])
        found = Outcome.of(talisman.render_code, case["template"], data)
        agrees = None
        if found.page is not None and _tree(found.page) == _tree(case["expected"]):
            agrees = "equal"
        details = f"{case['template']}\n{json.dumps(data)}\n--- wanted\n{case['expected']}\n--- talisman\n{found}"
        result.add(case["id"], agrees, details)
    return result


def _cases():
    """The cases, each with an id of its own."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "contextual.jsonl")
    seen = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            case = json.loads(line)
            seen[case["id"]] = seen.get(case["id"], 0) + 1
            if seen[case["id"]] > 1:
                case["id"] += f" ({seen[case['id']]})"
            yield case


def _value(value):
    if isinstance(value, list):
        return [_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$type" not in value:
        return {key: _value(item) for key, item in value.items()}
    key = TYPES.get(value["$type"])
    return {key: value["value"]} if key else value["value"]


def _tree(page):
    """The elements, attributes and texts of a page, as far as they count."""
    found = []

    def add_text(text):
        if not text:
            return
        if found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + text)
        else:
            found.append(("text", text))

    def add(element):
        if not isinstance(element.tag, str):
            return
        attributes = {name: _normal(value) for name, value in element.attrib.items()}
        # An address that is not there leads nowhere, as a refused one does.
        found.append((element.tag, sorted(item for item in attributes.items() if item[1])))
        add_text(element.text)
        for child in element:
            add(child)
            add_text(child.tail)
        found.append(("end", element.tag))

    add(html5lib.parseFragment(page, treebuilder="etree", namespaceHTMLElements=False))
    texts = [(kind, _normal(value)) if kind == "text" else (kind, value) for kind, value in found]
    return [item for item in texts if item != ("text", "")]


def _normal(text):
    """Text with one spelling for what addresses, scripts and style sheets spell in many."""
    for refused in ("about:invalid#talisman", "talisman-refused", "#ZgotmplZ", "ZgotmplZ"):
        text = text.replace(refused, "")
    text = re.sub(r"%([0-9a-fA-F]{2})", lambda found: "%" + found.group(1).lower(), text)
    for code, sign in (("%27", "'"), ("%28", "("), ("%29", ")")):
        text = text.replace(code, sign)
    text = re.sub(r"\\(?:u00|x)([0-9a-fA-F]{2})", lambda found: chr(int(found.group(1), 16)), text)
    text = re.sub(r"\\5c ", r"\\\\", text)
    text = re.sub(r"\\([/\"'.])", r"\1", text)
    text = re.sub(r"\s*([\])}(\[{,;])\s*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()
