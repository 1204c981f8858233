"""Random templates and data, the same for the same seed.

What the engines are known to do differently by design is not generated; the
table of exceptions names it.
"""

import random
import re

from random_macros import RandomMacros
from random_messages import RandomMessages
from random_python import RandomPython

TEXTS = ["", "x", "Ada & Bo", "<b>", 'say "hi"', "it's", "a;b", "ünï", "0", " two  words ", "a\nb"]
ATTRIBUTES = ["class", "title", "id", "alt", "data-x", "lang"]
# The value of a variable that changes or that nobody knows.
UNKNOWN = object()
# That of a variable that may be `default`, with which nothing is replaced.
DEFAULT = object()

# Those of <input>.
BOOLEANS = ["checked", "disabled", "readonly", "multiple"]
ELEMENTS = ["div", "span", "b", "i", "section", "ul", "em"]
VOIDS = ["br", "img", "input", "hr"]
LOOP_PROPERTIES = (
    "index number even odd parity start end length letter Letter roman Roman item".split()
)


class Generator(RandomMacros, RandomPython, RandomMessages):
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.mode = "xml" if self.random.random() < 0.35 else "html"
        self.failing = self.random.random() < 0.25
        self.metal = self.random.random() < 0.4
        self.names = 0
        self.macro_count = 0
        self.macros = []
        self.slots = []
        self.inside_macro = False
        self.place = "template"
        self.budget = self.random.choice([4, 8, 16, 30])

    def case(self):
        """A mode, a template, its data, and other templates by variable."""
        data = self.data()
        self.known = {name: value for name, value in data.items()}
        others = {}
        if self.metal and self.maybe(0.7):
            budget = self.budget
            others["library"] = self.library()
            self.budget = budget
        body = self.children(dict(self.known), [], 0)
        if self.metal:
            body += self.macros_and_uses()
        body = self.document(body)
        if self.mode == "html" and self.maybe(0.2):
            body = "<!DOCTYPE html>\n" + body
        if self.mode == "html" and self.maybe(0.1):
            body = body.replace("\n", "\r\n")
        return self.mode, body, data, others

    def document(self, body):
        """A whole document of a body."""
        if self.mode == "html":
            return body
        declared = "".join(
            f' xmlns:{prefix}="http://xml.zope.org/namespaces/{prefix}"'
            for prefix in ("tal", "metal", "i18n")
        )
        start = self.random.choice(["", '<?xml version="1.0"?>\n', "<!-- c -->\n"])
        return f"{start}<root{declared}>{body}</root>\n"

    # Data

    def data(self):
        pick = self.random
        return {
            "text": pick.choice(TEXTS),
            "number": pick.choice([0, 1, -7, 42, 10**12]),
            "real": pick.choice([0.0, 1.5, -2.25, 1e20, 1e-7, 100.0]),
            "yes": pick.choice([True, False]),
            "none": None,
            "key": pick.choice(["a", "b", "missing"]),
            "items": [self.scalar() for _ in range(pick.randrange(4))],
            "rows": [self.row() for _ in range(pick.randrange(4))],
            "record": {"a": self.scalar(), "b": {"c": self.scalar(), "a": "deep"}, "n": None},
            "markup": {"$markup": pick.choice(["<b>bold</b>", "a &amp; b", "", "<br>"])},
        }

    def scalar(self):
        return self.random.choice([*TEXTS, 0, 3, True, False, None, 2.5])

    def row(self):
        row = {"name": self.random.choice(TEXTS), "price": self.random.choice([0, 5, 9.75])}
        if self.maybe(0.7):
            row["tags"] = [self.random.choice(TEXTS) for _ in range(self.random.randrange(3))]
        if self.maybe(0.5):
            row["on"] = self.random.choice([True, False])
        return row

    def maybe(self, chance):
        return self.random.random() < chance

    def name(self):
        if self.maybe(0.2):
            return self.random.choice(["text", "key", "items", "x", "nope"])
        self.names += 1
        return f"v{self.names}"

    # Expressions

    def steps(self, scope):
        """A variable and steps that are there."""
        name = self.random.choice([name for name in scope if name != "markup"])
        path, value = name, scope[name]
        while isinstance(value, dict) and value and self.maybe(0.8):
            step = self.random.choice(list(value))
            if step == "a" and scope.get("key") == "a" and self.maybe(0.5):
                path, value = path + "/?key", value[step]
            else:
                path, value = f"{path}/{step}", value[step]
        return path, value

    def absent(self, scope):
        return self.random.choice(
            ["nope", "record/nope", "text/nope", "nope/a/b", "record/b/nope", "none/a", "options/q"]
        )

    def path(self, scope, loops):
        choice = self.random.random()
        if loops and choice < 0.15:
            property = self.random.choice(LOOP_PROPERTIES)
            return f"{self.random.choice(['repeat', 'loop'])}/{self.random.choice(loops)}/{property}"
        if choice < 0.2:
            return f"options/{self.random.choice(['text', 'number', 'record/b/a'])}"
        if self.failing and choice < 0.3:
            return self.absent(scope)
        path, value = self.steps(scope)
        # Containers have no text, so that most pages would be errors.
        while isinstance(value, (dict, list)) and self.maybe(0.9):
            path, value = self.steps(scope)
        return path

    def alternatives(self, scope, loops, last=True):
        parts = []
        while self.maybe(0.25):
            parts.append(self.absent(scope) if self.maybe(0.7) else self.path(scope, loops))
        parts.append(self.path(scope, loops))
        if last and parts[1:] and self.maybe(0.5):
            parts[-1] = self.random.choice(["nothing", "default", self.string(scope, loops)])
        return self.random.choice([" | ", "|", "| "]).join(parts)

    def string(self, scope, loops):
        pieces = []
        for _ in range(self.random.randrange(1, 4)):
            kind = self.random.randrange(4)
            if kind == 0:
                path = self.printable(scope)
                pieces.append("${%s}" % path)
            elif kind == 1:
                pieces.append("$number")
            else:
                pieces.append(self.random.choice(["a b", "$$", "c;;d", "&lt;i>", "&amp;", "é", "|x"]))
        return "string:" + "".join(pieces)

    def printable(self, scope):
        """A path to a value that is not nothing."""
        if self.metal:
            # A use of the macro may be where another value has the name.
            return self.random.choice(["options/number", "options/key", "options/record/b/a"])
        for _ in range(5):
            path, value = self.steps(scope)
            if isinstance(value, (str, int, float)):
                return path
        return "options/number"

    def expression(self, scope, loops):
        kind = self.random.random()
        if kind < 0.2:
            return self.string(scope, loops)
        if kind < 0.25:
            return "path:" + self.alternatives(scope, loops)
        if kind < 0.4:
            return self.python(loops)
        if kind < 0.45:
            return "nocall:" + self.path(scope, [])
        return self.alternatives(scope, loops)

    def condition(self, scope, loops):
        kind = self.random.random()
        if kind < 0.1:
            return self.python(loops)
        if kind < 0.2:
            return "not:" + self.condition(scope, loops)
        if kind < 0.4:
            return "exists:" + self.random.choice(
                [self.absent(scope), self.path(scope, loops), f"nope | {self.steps(scope)[0]}"]
            )
        return self.alternatives(scope, loops, last=False)

    def sequence(self, scope):
        lists = [name for name, value in scope.items() if isinstance(value, list)]
        kind = self.random.random()
        if lists and kind < 0.8:
            name = self.random.choice(lists)
            value = scope[name]
            first = value[0] if value else None
            return name, first if isinstance(first, dict) else UNKNOWN
        for name, value in scope.items():
            if isinstance(value, dict) and isinstance(value.get("tags"), list) and kind < 0.9:
                return f"{name}/tags", UNKNOWN
        if kind < 0.93:
            return "python: " + self.list_value(), UNKNOWN
        return self.random.choice(["none", "nope | nothing", "record/b"]), UNKNOWN

    # Markup

    def children(self, scope, loops, depth):
        parts = []
        for _ in range(self.random.randrange(1, 5)):
            self.budget -= 1
            if self.budget < 0 or depth > 4 or self.maybe(0.35):
                parts.append(self.text())
            else:
                parts.append(self.random_element(scope, loops, depth))
        return "".join(parts)

    def random_element(self, scope, loops, depth):
        kind = self.random.random()
        if kind < 0.06:
            return self.message(scope, loops)
        if self.metal:
            if self.inside_macro and kind < 0.35:
                return self.slot(scope)
            if self.macros and kind < 0.35:
                return self.use(scope)
            if self.inside_macro and kind < 0.45:
                return self.nested_macro()
            if depth == 0 and kind < 0.5:
                return self.own_macro()
        return self.element(scope, loops, depth)

    def text(self):
        return self.random.choice(
            ["text", " ", "\n", "\n  ", "&amp;", "a &lt; b", "&#233;", "<!-- c -->", "ü", "${text}"]
        )

    def element(self, scope, loops, depth):
        if self.mode == "html" and self.maybe(0.15):
            return self.void(scope, loops)
        name = self.random.choice(ELEMENTS)
        if self.mode == "html" and self.maybe(0.1):
            name = name.upper()
        is_block = self.maybe(0.12)
        scope, loops = dict(scope), list(loops)
        indent = "\n" + " " * self.random.randrange(4) if self.maybe(0.3) else ""
        statements = {}
        if self.maybe(0.25):
            statements["define"] = self.define(scope, loops)
        if self.maybe(0.12):
            statements["on-error"] = self.random.choice(
                ["string:E", "text options/text", "nothing", "structure string:<u>e</u>"]
                + [f"{name} | options/text" for name in scope if name.startswith("v")]
            )
        if self.maybe(0.25):
            statements["condition"] = self.condition(scope, loops)
        if self.maybe(0.25):
            statements["repeat"] = self.repeat(scope, loops)
        if not is_block:
            if self.maybe(0.1):
                statements["omit-tag"] = self.random.choice(["", self.condition(scope, loops)])
            if self.maybe(0.3) and "omit-tag" not in statements:
                statements["attributes"] = self.attributes(scope, loops, name)
        if self.maybe(0.3):
            statements["content"] = self.insertion(scope, loops)
        elif self.maybe(0.1) and not {"attributes", "omit-tag"} & set(statements):
            plain = {name: value for name, value in scope.items() if value is not DEFAULT}
            statements["replace"] = self.insertion(plain, loops).replace("default", "nothing")
        return indent + self.tags(name, is_block, statements, self.children(scope, loops, depth + 1))

    def tags(self, name, is_block, statements, content):
        static = "" if is_block else self.static()
        pairs = list(statements.items())
        self.random.shuffle(pairs)
        prefix = "" if is_block else "tal:"
        written = "".join(f" {prefix}{key}={self.quoted(value)}" for key, value in pairs)
        if is_block:
            name = "tal:block"
        parts = [static, written]
        self.random.shuffle(parts)
        if "content" in statements and self.maybe(0.1):
            return f"<{name}{parts[0]}{parts[1]} />"
        return f"<{name}{parts[0]}{parts[1]}>{content}</{name}>"

    def quoted(self, value):
        value = value.replace('"', "&quot;")
        if self.mode == "xml":
            value = value.replace("<", "&lt;")
        if self.maybe(0.2) and "'" not in value:
            return f"'{value}'"
        return f'"{value}"'

    def void(self, scope, loops):
        name = self.random.choice(VOIDS)
        statements = {}
        if self.maybe(0.3):
            statements["condition"] = self.condition(scope, loops)
        if self.maybe(0.6):
            statements["attributes"] = self.attributes(scope, loops, name)
        if self.maybe(0.2):
            statements["repeat"] = f"w {self.random.choice(['items', 'rows'])}"
        written = "".join(f" tal:{key}={self.quoted(value)}" for key, value in statements.items())
        end = self.random.choice(["", " /", "/"]) if written else ""
        return f"<{name}{self.static()}{written}{end}>"

    def static(self):
        names = self.random.sample(ATTRIBUTES, self.random.randrange(3))
        written = ""
        for name in names:
            space = self.random.choice([" ", " ", "  ", "\n  "])
            value = self.random.choice(["a", "a b", "&amp;", "&lt;", "&quot;q", "x&#233;", ""])
            quote = self.random.choice(['"', '"', "'"])
            if self.mode == "html" and value == "a" and self.maybe(0.3):
                quote = ""
            written += f"{space}{name}={quote}{value}{quote}"
        if self.mode == "html" and self.maybe(0.15):
            name = self.random.choice(BOOLEANS)
            written += self.random.choice([f" {name}", f' {name}="{name}"', f' {name}=""'])
        return written

    # Statements

    def define(self, scope, loops):
        clauses = []
        for _ in range(self.random.randrange(1, 4)):
            name = self.name()
            if self.maybe(0.3):
                expression, value = self.steps(scope)
            else:
                expression, value = self.expression(scope, loops), UNKNOWN
            if not isinstance(value, (list, dict)) and name in ("items", "record"):
                name = self.name()
            if self.is_default(expression, scope):
                if name.startswith("v"):
                    value = DEFAULT
                else:
                    expression = "nothing"
            keyword = self.random.choice(["", "", "local ", "global "])
            clauses.append(f"{keyword}{name} {expression}")
            scope[name] = value
        return self.random.choice(["; ", ";", ";\n "]).join(clauses) + self.random.choice(["", ";"])

    def is_default(self, expression, scope):
        """Whether the value of an expression may be `default`."""
        names = [name for name, value in scope.items() if value is DEFAULT]
        return bool(set(re.findall(r"\w+", expression)) & {"default", *names})

    def repeat(self, scope, loops):
        expression, value = self.sequence(scope)
        name = self.name()
        scope[name] = value
        loops.append(name)
        return f"{name} {expression}"

    def attributes(self, scope, loops, element):
        clauses = []
        names = self.random.sample(ATTRIBUTES, self.random.randrange(1, 4))
        for name in names:
            clauses.append(f"{name} {self.expression(scope, loops)}")
        if self.mode == "html" and element == "input" and self.maybe(0.5):
            expression = self.condition(scope, loops)
            clauses.append(f"{self.random.choice(BOOLEANS)} {expression}")
        return "; ".join(clauses)

    def insertion(self, scope, loops):
        if self.maybe(0.1):
            return "structure " + self.random.choice(["markup", "options/text", "options/key"])
        if self.maybe(0.1):
            return "structure string:<u>&amp;amp;</u>"
        keyword = "text " if self.maybe(0.15) else ""
        if self.maybe(0.1):
            return keyword + self.random.choice(["default", "nothing"])
        return keyword + self.expression(scope, loops)
