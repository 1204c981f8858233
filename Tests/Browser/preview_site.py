"""A site whose every element says on which line of which template it stands."""

import os
import random

# `@` in a start tag becomes the place of the tag.
_FILES = {
    "layout.html": """<!DOCTYPE html>
<html @ lang="en" metal:define-macro="page">
<head @>
  <meta charset="utf-8">
  <title metal:define-slot="title">A page</title>
  <link rel="stylesheet" href="/static/site.css">
</head>
<body @>
  <header @ class="top">
    <p @>Header {layout}</p>
    <nav @><a @ href="/page.html">The page</a> <a @ href="/elsewhere">Elsewhere</a></nav>
  </header>
  <main @ metal:define-slot="main">
    <p @>Nothing here</p>
  </main>
  <footer @>
    <p @ i18n:translate="">Footer text</p>
    <div @ metal:define-slot="foot"><small @>default foot</small></div>
  </footer>
  <script>
    /* {script} */
    const made = document.createElement("p");
    made.id = "made";
    document.querySelector("header").prepend(made);
    document.body.classList.add("ready");
  </script>
</body>
</html>
""",
    "cards.html": """<div @ metal:define-macro="card" class="card">
  <h3 @ tal:content="title">A title</h3>
  <div @ class="body" metal:define-slot="body"><em @>no body</em></div>
  <p @><small @>Card {cards}</small></p>
</div>
<p @ metal:define-macro="note" class="note">A <b @>note</b> of the site</p>
""",
    "page.html": """<!DOCTYPE html>
<html metal:use-macro="templates/layout.html/macros/page">
<head>
  <title metal:fill-slot="title">The page</title>
</head>
<body>
  <main @ metal:fill-slot="main">
    <h1 @ class="{shade}">Page {page}</h1>
{before}
    <form @ action="/send" method="post">
      <p @><label @>Name <input @ id="name" name="name" value="nobody"></label></p>
      <p @><textarea @ id="text" name="text" rows="3">some text</textarea></p>
      <p @><label @><input @ type="checkbox" id="agree" name="agree"> agreed</label></p>
      <p @><select @ id="choice" name="choice"><option>one</option><option>two</option></select></p>
    </form>
    <details @ id="more"><summary @>More</summary><p @>Details {details}</p></details>
    <div @ id="scroller" class="scroller"><p @ tal:repeat="row rows" tal:content="row">row</p></div>
{between}
    <section @ tal:repeat="item items">
      <metal:block use-macro="templates/cards.html/macros/card" tal:define="title item/title">
        <div @ class="body" metal:fill-slot="body">
          <p @ tal:condition="item/sold">Sold <b @ tal:content="item/title">x</b></p>
          <p @ tal:condition="not:item/sold">Item <i @ tal:content="item/title">x</i> {item}</p>
        </div>
      </metal:block>
    </section>
    <p metal:use-macro="templates/cards.html/macros/note">note</p>
    <ul @ id="list">
      <li @ tal:repeat="item items"><input @ tal:attributes="id string:in-${{item/title}}"></li>
      <li @ id="last">last</li>
    </ul>
    <div @ class="tall"><p @>The end {end}</p></div>
  </main>
</body>
</html>
""",
    "static/site.css": """body {{ font: 16px/1.5 sans-serif; margin: 20px; }}
.card {{ border: 1px solid #ccc; padding: 8px; margin: 8px 0; }}
.scroller {{ height: 60px; overflow: auto; }}
.tall {{ min-height: 1500px; }}
h1 {{ outline-offset: {style}px; }}
.dark {{ color: #114; }}
""",
}

_MARKED = ["page", "details", "item", "end", "layout", "cards"]


class PreviewSite:
    """The files of the site, and edits of them."""

    def __init__(self, folder, seed):
        self.folder = folder
        self._random = random.Random(seed)
        self._values = {"before": [], "between": [], "shade": "light", "style": 0, "script": 1}
        self._values |= {name: "0" for name in _MARKED}
        self._saves = 0
        os.makedirs(os.path.join(folder, "static"))
        for name in _FILES:
            self.save(name)
        self._items = ["Cup", "Jug", "Pot"]
        self._write("page.json", self._data())
        self._write("page.session.json", '{"shop": {"count": 3}}')

    def _data(self):
        items = [f'{{"title": "{name}", "sold": {"true" if name == "Jug" else "false"}}}'
                 for name in self._items]
        rows = ", ".join(f'"row {number}"' for number in range(30))
        return f'{{"items": [{", ".join(items)}], "rows": [{rows}]}}'

    def text(self, name):
        values = dict(self._values)
        for key in ("before", "between"):
            values[key] = "\n".join(f"    <p @>{line}</p>" for line in values[key])
        lines = _FILES[name].format(**values).split("\n")
        return "\n".join(_placed(name, number, line) for number, line in enumerate(lines, 1))

    def save(self, name, text=None):
        """Writes a file: in place, or by another one that takes its place, as editors do."""
        self._write(name, self.text(name) if text is None else text)

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        self._saves += 1
        if self._saves % 2:
            with open(path, "w") as file:
                file.write(text)
        else:
            with open(path + "~", "w") as file:
                file.write(text)
            os.replace(path + "~", path)

    def order(self, *items):
        """Saves other items."""
        self._items = list(items)
        self._write("page.json", self._data())

    def edit_script(self):
        """Saves a script that differs."""
        self._values["script"] += 1
        self.save("layout.html")

    def edit(self, number):
        """An edit at random: a function that saves it, and a condition in JavaScript that says
        that the page `page` shows it."""
        kind = self._random.choice(
            _MARKED + ["before", "between", "remove", "shade", "style", "items"])
        mark = f"edit {number}."
        if kind in _MARKED:
            self._values[kind] = mark
            name = {"layout": "layout.html", "cards": "cards.html"}.get(kind, "page.html")
            return lambda: self.save(name), _shows(mark)
        if kind in ("before", "between"):
            self._values[kind].insert(0, mark)
            return lambda: self.save("page.html"), _shows(mark)
        if kind == "remove":
            lines = self._values["before"] or self._values["between"]
            if not lines:
                return self.edit(number)
            gone = lines.pop()
            return lambda: self.save("page.html"), f"!{_shows(gone)}"
        if kind == "shade":
            self._values["shade"] = f"dark s{number}"
            return lambda: self.save("page.html"), f"page.querySelector('h1.s{number}')"
        if kind == "style":
            self._values["style"] = number
            style = "page.defaultView.getComputedStyle(page.querySelector('h1')).outlineOffset"
            return lambda: self.save("static/site.css"), f"{style} === '{number}px'"
        self._items = [f"Thing{number}"] + self._items[:3]
        return lambda: self._write("page.json", self._data()), _shows(f"Thing{number}")


def _shows(text):
    return f"page.body.textContent.includes('{text}')"


def _placed(name, number, line):
    """A line whose tags say where they are; the words move the later ones."""
    while " @" in line:
        at = line.index(" @")
        column = line.rindex("<", 0, at) + 1
        line = f'{line[:at]} data-at="{name}:{number}:{column}"{line[at + 2:]}'
    return line
