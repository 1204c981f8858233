"""A small site that the tests edit."""

from pathlib import Path

LAYOUT = """\
<!DOCTYPE html>
<html metal:define-macro="page" lang="en">
<head><title metal:define-slot="title">Shop</title></head>
<body>
<h1 tal:content="heading">Heading</h1>
<main metal:define-slot="main">Nothing here</main>
</body>
</html>
"""

PRODUCT = """\
<!DOCTYPE html>
<html metal:use-macro="templates/layout.html/macros/page" tal:define="heading product/name">
<body>
<main metal:fill-slot="main">
<ul>
  <li tal:repeat="tag product/tags" tal:content="tag/label">tag</li>
</ul>
<p tal:define="total product/price" tal:content="total">1</p>
<p>Größe 😀 ${product/name}</p>
</main>
</body>
</html>
"""

CART = """\
<!DOCTYPE html>
<html metal:use-macro="templates/layout.html/macros/page" tal:define="heading string:Cart">
<body>
<main metal:fill-slot="main">
<p tal:repeat="item cart/items" tal:content="item/name">item</p>
<p tal:content="unit" tal:condition="cart/note" tal:define="unit cart/note">1</p>
</main>
</body>
</html>
"""

FAULTY = """\
<p tal:conditon="x">1</p>
<p>😀 ${y//z}</p>
<p tal:content="z//a">3</p>
"""

DOUBTFUL = """\
<img src="/a.png">
<p tal:define="extra string:a">2</p>
<button onclick="go()">😀</button>
<i class="icon"/>
"""

FILES = {
    "layout.html": LAYOUT,
    "product.html": PRODUCT,
    "cart.html": CART,
    "faulty.html": FAULTY,
    "doubtful.html": DOUBTFUL,
    "parts/row.html": '<tr metal:define-macro="row"><td tal:content="cell">x</td></tr>\n',
    "product.yml": "product: {name: Kettle, price: 4, tags: [{label: new}]}\n",
    ".talisman.yml": """\
pages:
  cart.html: Page
models:
  Page:
    cart: {type: Cart, doc: "What the visitor has chosen.", at: "Page.swift:2"}
  Cart:
    items: {type: "[Item]", doc: "The items, the newest first.", at: "Page.swift:6"}
    note: {type: "text?"}
  Item:
    name: {type: text, at: "Page.swift:10"}
    count: {type: integer}
""",
    "Page.swift": "struct Page {\n    let cart: Cart\n}\n",
}


def write(folder):
    """Writes the site into a folder."""
    for name, text in FILES.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
