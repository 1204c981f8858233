"""What the grammar of the editors makes of templates."""

import json
import logging
from pathlib import Path

from textmate_grammar.parsers.base import LanguageParser

_GRAMMAR = Path("Editors/vscode/syntaxes/statements.tmLanguage.json")

# A line, and pieces of it with the innermost scope of each.
_LINES = [
    (
        """<p tal:define="x a/b | nothing; global y python: f(x) + 1" class="z">""",
        {
            "tal:": "entity.name.namespace",
            "define": "keyword.control.statement",
            "x": "variable.other.definition",
            "a": "variable.other",
            "b": "variable.other.property",
            "|": "keyword.operator.alternative",
            "nothing": "constant.language",
            ";": "punctuation.separator.clause",
            "y": "variable.other.definition",
            "python": "support.type.expression",
            "f": "entity.name.function.python",
            "1": "constant.numeric.python",
            ' class="z">': "",
        },
    ),
    (
        """<p tal:content='structure a' tal:attributes="title string:a ${b}; lang c;; d">""",
        {
            "structure": "storage.modifier",
            "a": "variable.other",
            "title": "variable.other.definition",
            "${": "punctuation.definition.interpolation.begin",
            "b": "variable.other",
            "lang": "variable.other.definition",
            ";;": "constant.character.escape",
        },
    ),
    (
        """<b data-metal-use-macro="templates/a.html/macros/m" metal:fill-slot="s" tal:omit-tag>""",
        {
            "data-metal-": "entity.name.namespace",
            "use-macro": "keyword.control.statement",
            "a.html": "variable.other.property",
            "s": "string.unquoted.name",
            "omit-tag": "keyword.control.statement",
        },
    ),
    (
        """<p>${a/b} $${c} ${python: d}</p> <a total:x="1" href="/tal:content">""",
        {
            "a": "variable.other",
            "$${": "constant.character.escape",
            "d": "variable.other.python",
            '</p> <a total:x="1" href="/tal:content">': "",
        },
    ),
    (
        """<!--! talisman:disable missing-alt -->""",
        {"talisman:disable": "keyword.control.disable", " missing-alt ": "comment.block"},
    ),
]


def run():
    logging.disable(logging.CRITICAL)
    parser = LanguageParser(json.loads(_GRAMMAR.read_text("utf-8")))
    for line, wanted in _LINES:
        tokens = parser.parse_string(line + "\n").flatten()
        found = {}
        for _, text, scopes in tokens:
            scope = scopes[-1].removesuffix(".page-template") if len(scopes) > 1 else ""
            found.setdefault(text, []).append(scope)
        for text, scope in wanted.items():
            assert scope in found.get(text, []), f"{text!r} of {line!r} is {found.get(text)}"
