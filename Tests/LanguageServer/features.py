"""What an editor sees of the server, one function a behaviour."""

import json
import subprocess

from pygls.exceptions import JsonRpcException

import workspace


def equal(found, wanted):
    found = list(found) if isinstance(found, tuple) else found
    assert found == wanted, f"\n  found  {found!r}\n  wanted {wanted!r}"


def has(items, *wanted):
    missing = [name for name in wanted if name not in items]
    assert not missing, f"no {missing} in {sorted(items)}"


async def fails(request, text):
    """A request that the server refuses, with its reason."""
    try:
        found = await request
    except JsonRpcException as error:
        assert text in error.message, error.message
        return
    raise AssertionError(f"no error, but {found!r}")


async def diagnostics_are_those_of_check(editor):
    command = [editor.command, "check", "--format", "json", "."]
    output = subprocess.run(command, cwd=editor.folder, capture_output=True, check=False).stdout
    wanted = {}
    for finding in json.loads(output):
        wanted.setdefault(finding["file"], []).append(finding)
    assert len(wanted["faulty.html"]) == 3 and len(wanted["doubtful.html"]) == 4, wanted
    for name in sorted(workspace.FILES):
        if not name.endswith(".html"):
            continue
        found = await editor.open(name)
        source = editor.texts[name].encode()
        equal(
            [
                (d.code, int(d.severity), d.message.split("\n")[0], editor.slice(name, d.range))
                for d in found
            ],
            [
                (
                    f["rule"],
                    {"error": 1, "warning": 2, "remark": 4}[f["severity"]],
                    f["message"],
                    source[f["start"] : f["end"]].decode(),
                )
                for f in wanted.get(name, [])
            ],
        )


async def diagnostics_follow_edits(editor):
    equal(await editor.open("cart.html"), [])
    editor.edit("cart.html", "item/name", "item/nam")
    found = await editor.diagnostics("cart.html")
    places = [(d.code, editor.slice("cart.html", d.range)) for d in found]
    equal(places, [("missing-member", "nam")])
    assert "did you mean 'name'" in found[0].message, found[0].message
    editor.edit("cart.html", "item/nam", "item/name")
    equal(await editor.diagnostics("cart.html"), [])


async def diagnostics_go_when_a_document_is_closed(editor):
    assert await editor.open("faulty.html")
    editor._versions.pop("faulty.html")
    editor._published.clear()
    editor.close("faulty.html")
    equal(await editor.diagnostics("faulty.html"), [])


async def unsaved_macros_count(editor):
    await editor.open("layout.html")
    equal(await editor.open("product.html"), [])
    editor._published.pop("product.html")
    editor.edit("layout.html", 'define-macro="page"', 'define-macro="pages"')
    found = await editor.diagnostics("product.html")
    equal([d.code for d in found], ["macro-not-found"])


async def statements_are_completed(editor):
    await editor.open("product.html")
    editor.edit("product.html", "<ul>", "<ul tal:>")
    found = await editor.complete("product.html", "<ul tal:|>")
    has(found, "tal:repeat", "tal:content", "tal:on-error")
    assert "each item" in found["tal:repeat"].documentation.value
    equal(found["tal:repeat"].text_edit.new_text, "tal:repeat")
    equal(editor.slice("product.html", found["tal:repeat"].text_edit.range), "tal:")
    await editor.open("new.html", "<p>\n<b tal:con")
    has(await editor.complete("new.html", "tal:con|"), "tal:condition", "tal:content")
    editor.replace("new.html", "<tal:block >x</tal:block>")
    has(await editor.complete("new.html", "<tal:block |>"), "define", "metal:use-macro")


async def variables_are_completed(editor):
    await editor.open("product.html")
    found = await editor.complete("product.html", 'tal:content="|tag/label"')
    has(found, "tag", "heading", "product", "repeat", "python:", "structure")
    equal(found["tag"].detail, "mapping")
    assert "total" not in found
    found = await editor.complete("product.html", 'tal:content="t|otal"')
    has(found, "total")
    has(await editor.complete("product.html", "${pro|duct/name}"), "product")


async def steps_are_completed(editor):
    await editor.open("product.html")
    equal(set(await editor.complete("product.html", "tag/|label")), {"label"})
    has(await editor.complete("product.html", "${product/|name}"), "name", "price", "tags")
    await editor.open("cart.html")
    found = await editor.complete("cart.html", "item/|name")
    equal({name: item.detail for name, item in found.items()}, {"name": "text", "count": "integer"})
    found = await editor.complete("cart.html", "cart/|items")
    equal(found["items"].documentation.value, "The items, the newest first.")
    editor.edit("cart.html", "item/name", "repeat/item/")
    has(await editor.complete("cart.html", "repeat/item/|"), "index", "number", "Roman")
    has(await editor.complete("cart.html", "repeat/|item/"), "item")
    editor.edit("cart.html", "repeat/item/", "python: item.")
    has(await editor.complete("cart.html", "python: item.|"), "name", "count")
    editor.edit("cart.html", "python: item.", "string:a ${item/")
    has(await editor.complete("cart.html", "string:a ${item/|"), "name", "count")


async def macros_and_slots_are_completed(editor):
    await editor.open("cart.html")
    found = await editor.complete("cart.html", 'use-macro="|templates')
    has(found, "templates/layout.html/macros/page", "templates/parts/row.html/macros/row")
    found = await editor.complete("cart.html", 'use-macro="templates/lay|out.html/macros/page"')
    equal(list(found), ["templates/layout.html/macros/page"])
    found = await editor.complete("cart.html", 'fill-slot="|main"')
    equal(set(found), {"title", "main"})


async def rules_are_completed_in_comments(editor):
    await editor.open("new.html", "<!--! talisman:disable miss -->")
    has(await editor.complete("new.html", "disable miss| -->"), "missing-alt")


async def hovers_tell_what_things_are(editor):
    await editor.open("cart.html")
    assert "once for each item" in await editor.hover("cart.html", "tal:rep|eat")
    text = await editor.hover("cart.html", 'tal:content="ite|m/name"')
    assert "`item`: Item" in text and "tal:repeat in line 5" in text, text
    text = await editor.hover("cart.html", "cart/it|ems")
    assert "The items, the newest first." in text and "Page.swift:6" in text, text
    text = await editor.hover("cart.html", "macros/pa|ge")
    assert "`page` of `layout.html`" in text and "`main`" in text, text
    await editor.open("doubtful.html")
    text = await editor.hover("doubtful.html", "<im|g")
    assert "missing-alt" in text and "does not see it" in text, text


async def definitions_are_found(editor):
    await editor.open("product.html")
    equal(await editor.definition("product.html", "macros/pa|ge"), [("layout.html", 2, "page")])
    equal(
        await editor.definition("product.html", 'fill-slot="ma|in"'), [("layout.html", 6, "main")]
    )
    equal(await editor.definition("product.html", "ta|g/label"), [("product.html", 6, "tag")])
    equal(await editor.definition("product.html", "layo|ut.html"), [("layout.html", 1, "")])
    await editor.open("layout.html")
    equal(
        await editor.definition("layout.html", 'content="head|ing"'),
        [("cart.html", 2, "heading"), ("product.html", 2, "heading")],
    )
    await editor.open("cart.html")
    equal(await editor.definition("cart.html", 'repeat="item ca|rt'), [("Page.swift", 2, "")])


async def references_are_found(editor):
    await editor.open("layout.html")
    equal(
        await editor.references("layout.html", 'define-macro="pa|ge"'),
        [("cart.html", 2, "page"), ("layout.html", 2, "page"), ("product.html", 2, "page")],
    )
    equal(
        await editor.references("layout.html", 'define-slot="ma|in"', declaration=False),
        [("cart.html", 4, "main"), ("product.html", 4, "main")],
    )
    await editor.open("product.html")
    equal(
        await editor.references("product.html", "tot|al product"),
        [("product.html", 8, "total"), ("product.html", 8, "total")],
    )


async def names_are_renamed_everywhere(editor):
    await editor.open("layout.html")
    found = await editor.rename("layout.html", 'define-macro="pa|ge"', "frame")
    equal(sorted(found), ["cart.html", "layout.html", "product.html"])
    assert 'use-macro="templates/layout.html/macros/frame"' in found["cart.html"]
    found = await editor.rename("layout.html", 'define-slot="ma|in"', "body")
    assert 'define-slot="body"' in found["layout.html"]
    assert 'fill-slot="body"' in found["product.html"]
    found = await editor.rename("layout.html", 'content="head|ing"', "title")
    equal(sorted(found), ["cart.html", "layout.html", "product.html"])
    assert 'tal:define="title string:Cart"' in found["cart.html"]
    assert 'tal:content="title"' in found["layout.html"]
    await editor.open("cart.html")
    found = await editor.rename("cart.html", "it|em/name", "thing")
    assert 'repeat="thing cart/items" tal:content="thing/name"' in found["cart.html"]


async def renaming_is_refused_with_a_reason(editor):
    await editor.open("cart.html")
    await fails(editor.rename("cart.html", "ca|rt/items", "basket"), "data of a page")
    await fails(editor.rename("cart.html", "it|em/name", "unit"), "already")
    await fails(editor.rename("cart.html", "it|em/name", "a b"), "letters, digits")
    await fails(editor.rename("cart.html", "it|em/name", "nothing"), "template language")
    await fails(editor.rename("cart.html", "tal:re|peat", "x"), "can be renamed")
    await fails(editor.rename("cart.html", "<bo|dy>", "x"), "nothing with a name")


async def documents_are_formatted(editor):
    await editor.open("cart.html")
    text = await editor.format("cart.html")
    assert '<p tal:define="unit cart/note" tal:condition="cart/note" tal:content="unit">' in text
    command = [editor.command, "fmt", "--stdin", "--name", "cart.html"]
    result = subprocess.run(
        command, cwd=editor.folder, input=editor.texts["cart.html"].encode(), capture_output=True
    )
    equal(text, result.stdout.decode())


async def findings_are_mended(editor):
    await editor.open("faulty.html")
    found = await editor.actions("faulty.html", "tal:cond|iton")
    assert '<p tal:condition="x">1</p>' in found["write 'condition'"]
    await editor.open("doubtful.html")
    found = await editor.actions("doubtful.html", "<im|g")
    assert "<!--! talisman:disable missing-alt --><img" in found["switch 'missing-alt' off here"]
    found = await editor.actions("doubtful.html", 'tal:define="ext|ra')
    assert "<p>2</p>" in found["remove the definition"], found
    found = await editor.actions("doubtful.html", "<im|g", only=["source.fixAll"])
    equal(list(found), ["mend what can be changed safely"])
    text = found["mend what can be changed safely"]
    assert "<p>2</p>" in text and '<i class="icon"></i>' in text, text


async def outlines_show_macros_and_slots(editor):
    await editor.open("layout.html")
    equal(
        await editor.symbols("layout.html"),
        [("macro", "page", [("slot", "title", []), ("slot", "main", [])])],
    )
    await editor.open("product.html")
    equal(
        await editor.symbols("product.html"),
        [("uses", "templates/layout.html/macros/page", [("fills the slot", "main", [])])],
    )


async def saved_manifests_count(editor):
    await editor.open("faulty.html", '<img src="/a.png">\n')
    equal([d.code for d in await editor.diagnostics("faulty.html")], ["missing-alt"])
    path = editor.folder / ".talisman.yml"
    path.write_text("rules:\n  missing-alt: error\n")
    editor._published.clear()
    editor.changed(".talisman.yml")
    equal([int(d.severity) for d in await editor.diagnostics("faulty.html")], [1])


async def files_that_come_and_go_are_noticed(editor):
    await editor.open("cart.html")
    path = editor.folder / "more.html"
    path.write_text('<b metal:define-macro="extra">x</b>\n')
    editor.changed("more.html")
    has(await editor.complete("cart.html", 'use-macro="|'), "templates/more.html/macros/extra")
    editor.edit("cart.html", "layout.html/macros/page", "more.html/macros/extra")
    codes = [d.code for d in await editor.diagnostics("cart.html")]
    assert "macro-not-found" not in codes, codes
    path.unlink()
    editor._published.clear()
    editor.changed("more.html")
    equal([d.code for d in await editor.diagnostics("cart.html")], ["template-not-found"])
    found = await editor.complete("cart.html", 'use-macro="templates/more|')
    equal(list(found), [])


async def unknown_documents_are_errors(editor):
    editor.texts["missing.html"] = "x"
    await fails(editor.complete("missing.html", "x|"), "there is no document")
    await fails(editor.symbols("missing.html"), "there is no document")


ALL = [
    diagnostics_are_those_of_check,
    diagnostics_follow_edits,
    diagnostics_go_when_a_document_is_closed,
    unsaved_macros_count,
    statements_are_completed,
    variables_are_completed,
    steps_are_completed,
    macros_and_slots_are_completed,
    rules_are_completed_in_comments,
    hovers_tell_what_things_are,
    definitions_are_found,
    references_are_found,
    names_are_renamed_everywhere,
    renaming_is_refused_with_a_reason,
    documents_are_formatted,
    findings_are_mended,
    outlines_show_macros_and_slots,
    saved_manifests_count,
    files_that_come_and_go_are_noticed,
    unknown_documents_are_errors,
]
