"""Random pages with holes wherever a page may have some."""

_FLOW = (
    "div p ul ol dl table form fieldset select pre listing section blockquote details dialog "
    "template noscript svg math a b i nobr font button label h1 ruby custom-element object "
    "video marquee center menu address"
).split()
_VOID = ["br", "hr", "img", "input", "wbr", "embed", "param"]
# Text in these is text to the end tag, whatever it looks like.
_TEXT = ["textarea", "title", "textarea", "title", "iframe", "noembed", "noframes", "xmp"]
_FIXED = [
    "<!-- a comment -->", "<!-- <p> -->", "<script>var a = '<p>' < 1;</script>", "&amp; &lt;b",
    "<style>a > b {color: red}</style>", "<?instruction a?>", "<!-- -- -->", "<![CDATA[a]]>",
    "<script type='text/template'><p>t</p></script>", "a < b && c > d", "&copy;&#60;",
]
_SVG = ["g", "text", "title", "desc", "foreignObject", "a", "rect", "style", "symbol", "tspan"]
_MATH = ["mi", "mo", "mtext", "mrow", "annotation-xml", "semantics", "ms", "mglyph"]
_ATTRIBUTES = [
    "title", "alt", "class", "id", "value", "name", "data-a", "aria-label", "placeholder", "lang",
    "for", "label", "width", "role",
]


class RandomPage:
    """A template; its holes are the variables `h0`, `h1` and so on."""

    def __init__(self, chance):
        self._chance = chance
        self.holes = 0
        # A page that is all holes says less about each.
        self._budget = chance.randint(1, 8)
        body = "".join(self._flow(0) for _ in range(chance.randint(1, 4)))
        while not self.holes:
            body += self._hole_in_text()
        self.template = self._page(body)

    def _page(self, body):
        start = self._chance.choice(["<!doctype html>", "", "<!DOCTYPE html PUBLIC '-//a'>"])
        shape = self._chance.randrange(4)
        if shape == 0:
            return start + body
        head = "<head><title>" + self._text() + "</title></head>" if shape == 1 else ""
        return f"{start}<html>{head}<body{self._attributes()}>{body}</body></html>"

    def _flow(self, depth):
        chance = self._chance
        kind = chance.random()
        if depth > 5 or kind < 0.3:
            return self._text()
        if kind < 0.38:
            return chance.choice(_FIXED)
        if kind < 0.46:
            name = chance.choice(_VOID)
            return f"<{name}{self._attributes()}>"
        if kind < 0.56:
            name = chance.choice(_TEXT)
            return f"<{name}{self._attributes()}>{self._text()}</{name}>"
        return self._element(chance.choice(_FLOW), depth)

    def _element(self, name, depth):
        children = {
            "table": self._table,
            "select": self._select,
            "ul": lambda depth: self._items(depth, ["li"]),
            "ol": lambda depth: self._items(depth, ["li"]),
            "dl": lambda depth: self._items(depth, ["dt", "dd"]),
            "ruby": lambda depth: self._items(depth, ["rt", "rp"]),
            "details": lambda depth: f"<summary>{self._text()}</summary>{self._flow(depth)}",
            "fieldset": lambda depth: f"<legend>{self._text()}</legend>{self._flow(depth)}",
            "svg": lambda depth: self._foreign(depth, _SVG),
            "math": lambda depth: self._foreign(depth, _MATH),
        }.get(name, self._children)
        return f"<{name}{self._attributes()}>{children(depth + 1)}</{name}>"

    def _children(self, depth):
        return "".join(self._flow(depth) for _ in range(self._chance.randint(0, 3)))

    def _items(self, depth, names):
        items = ""
        for _ in range(self._chance.randint(1, 3)):
            name = self._chance.choice(names)
            end = f"</{name}>" if self._chance.random() < 0.7 else ""
            items += f"<{name}{self._attributes()}>{self._flow(depth)}{end}"
        return items

    def _table(self, depth):
        chance = self._chance
        rows = ""
        for _ in range(chance.randint(1, 2)):
            cell = chance.choice(["td", "th"])
            rows += f"<tr{self._attributes()}>"
            rows += f"<{cell}{self._attributes()}>{self._flow(depth)}</{cell}>"
            # What does not belong there is moved in front of the table.
            rows += (self._text() if chance.random() < 0.2 else "") + "</tr>"
        if chance.random() < 0.4:
            rows = f"<tbody>{rows}</tbody>"
        caption = f"<caption>{self._text()}</caption>" if chance.random() < 0.3 else ""
        columns = "<colgroup><col></colgroup>" if chance.random() < 0.2 else ""
        return caption + columns + (self._text() if chance.random() < 0.2 else "") + rows

    def _select(self, depth):
        options = "".join(
            f"<option{self._attributes()}>{self._text()}</option>"
            for _ in range(self._chance.randint(1, 3))
        )
        if self._chance.random() < 0.3:
            return f"<optgroup{self._attributes()}>{options}</optgroup>"
        return options

    def _foreign(self, depth, names):
        chance = self._chance
        parts = ""
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(names)
            if name in ("foreignObject", "desc", "annotation-xml", "mtext"):
                inside = self._flow(depth)
            elif depth < 6 and chance.random() < 0.4:
                inside = self._foreign(depth + 1, names)
            else:
                # What stands in a style sheet of a drawing is CSS.
                inside = "a{}" if name == "style" else self._text()
            parts += f"<{name}{self._attributes()}>{inside}</{name}>"
        return parts

    def _text(self):
        if self._budget > 0 and self._chance.random() < 0.5:
            return self._hole_in_text()
        return self._chance.choice(["text", "", " ", "a&amp;b", "\n"])

    def _hole_in_text(self):
        name = self._hole()
        return self._chance.choice(
            [
                f"${{{name}}}", f"a${{{name}}}", f"${{{name}}}b", f" ${{{name}}} ",
                f'<tal:block replace="{name}"/>', f'<span tal:replace="{name}"/>',
                f'<tal:block content="string:a ${{{name}}}"/>',
            ]
        )

    def _attributes(self):
        chance = self._chance
        text = ""
        names = chance.sample(_ATTRIBUTES, chance.choice([0, 0, 0, 1, 1, 2]))
        for name in names:
            if self._budget <= 0 or chance.random() < 0.4:
                text += f' {name}="static"'
                continue
            hole = self._hole()
            text += chance.choice(
                [
                    f' {name}="${{{hole}}}"', f" {name}='${{{hole}}}'", f" {name}=${{{hole}}}",
                    f' {name}="a ${{{hole}}} b"', f" {name}='a ${{{hole}}} b'",
                ]
            )
        if self._budget > 0 and chance.random() < 0.15:
            text += f' tal:attributes="data-b {self._hole()}"'
        if self._budget > 0 and chance.random() < 0.1:
            text += f' href="/a?q=${{{self._hole()}}}"'
        return text

    def _hole(self):
        self._budget -= 1
        self.holes += 1
        return f"h{self.holes - 1}"
