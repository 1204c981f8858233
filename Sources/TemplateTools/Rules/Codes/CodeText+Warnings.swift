// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let warnings: [CodeText] = [
        CodeText(
            "slot-not-defined",
            .rule,
            """
            A slot is filled that the macro does not define: the filler is never rendered.
            """,
            """
            Example: `metal:fill-slot="mian"` for a macro with the slot `main`. The report names \
            the nearest slot.
            """
        ),
        CodeText(
            "doctype",
            .rule,
            """
            A page that uses a layout goes out without a doctype, in which browsers show it by \
            rules of old, or with two.
            """,
            """
            Example: `<html metal:use-macro="templates/layout.html/macros/page">` without \
            `<!DOCTYPE html>` before it: the doctype of a layout is no part of its macro. With \
            `load:layout.html` it is, and the page has none of its own.
            """
        ),
        CodeText(
            "unused-content",
            .rule,
            """
            An element in the use of a macro has statements or holes and fills no slot: they \
            never run.
            """,
            """
            Example: `<p tal:content="x">`, `<tal:block define="y x">` or `${x}` between \
            `metal:use-macro` and `metal:fill-slot`. Put it into a filler, or around the use. \
            Sample content without statements and holes is not doubtful.
            """
        ),
        CodeText(
            "possible-refusal",
            .rule,
            """
            Data stands where not every value is safe: one that is not is refused when the page \
            is rendered.
            """,
            """
            Example: `href="${link}"`, where an address as `javascript:…` is refused, and \
            `src="${url}"` of a script, where any text is. Begin an address with literal text, \
            as in `href="/product/${id}"`, choose a class instead of a `style`, or pass a value \
            that the application vouches for: a `SafeURL`, `TrustedScriptURL`, `SafeCSS` or \
            `SafeJS`.
            """
        ),
        CodeText(
            "untyped-structure",
            .rule,
            """
            `structure` inserts what is not the author's own literal.
            """,
            """
            Example: `tal:content="structure page/body"`, which `check --notes` lists. It takes \
            a `SafeMarkup` and nothing else, unless the configuration trusts text.
            """
        ),
        CodeText(
            "foreign-syntax",
            .rule,
            """
            Something is written as in another template language, and is left unchanged or means \
            something else here.
            """,
            """
            Example: `{{ name }}` in text, `th:if="x"`, `name | upper`. The report says what to \
            write. `meta:interpolation="off"` on an element says that its text is meant as it \
            is.
            """
        ),
        CodeText(
            "not-read",
            .rule,
            """
            Something looks like a statement or a hole in a place where none is read, and is \
            left unchanged.
            """,
            """
            Example: `${name}` in `<script>` or `<style>`, `data-tal-contnet`, `tal:content="x"` \
            in text because the `<` before it is missing. Values for a script go into an \
            attribute: `data-id="${id}"`. `meta:interpolation="off"` on an element says that it \
            is meant so.
            """
        ),
        CodeText(
            "no-effect",
            .rule,
            """
            A statement has no effect where it is.
            """,
            """
            Example: `<br i18n:translate="">`, or `i18n:attributes="title"` on an element \
            without a `title`. Remove it.
            """
        ),
        CodeText(
            "commented-out",
            .rule,
            """
            A statement or a hole is in a comment, which is left unchanged.
            """,
            """
            Example: `<!-- <p tal:content="x">old</p> -->`. It is only a remark. `<!--! … -->` \
            is a comment that readers of the page do not get.
            """
        ),
        CodeText(
            "scripts-not-allowed",
            .rule,
            """
            The template has a script, and runs only where scripts are allowed.
            """,
            """
            Example: `<script type="text/server-python">`. `talisman check --allow-scripts` says \
            that they are.
            """
        ),
        CodeText(
            "no-domain",
            .rule,
            """
            The template has messages without a domain, so they are in `default`.
            """,
            """
            Example: `i18n:translate=""` without `i18n:domain="shop"` around it. There is no \
            warning if the domain `default` has a catalog.
            """
        ),
        CodeText(
            "catalog-not-found",
            .rule,
            """
            There is no catalog of a domain, or none of a language that has others.
            """,
            """
            Example: `i18n:domain="shpo"`. It is found if the configuration's translator is \
            `TranslationCatalogs`. Correct the domain, or write the catalog.
            """
        ),
        CodeText(
            "unknown-name",
            .rule,
            """
            A translation names a value that its message does not have: the name is left \
            unchanged.
            """,
            """
            Example: `msgstr "Hallo, ${nme}"` for `Hello, ${name}`. Correct the translation.
            """
        ),
        CodeText(
            "malformed-name",
            .rule,
            """
            A translation has something behind `${` that is no name: it is left unchanged.
            """,
            """
            Example: `msgstr "Hallo, ${name"`. Correct the translation.
            """
        ),
        CodeText(
            "value-left-out",
            .rule,
            """
            A translation leaves out a value that the text of its message has.
            """,
            """
            Example: `msgstr "Hallo"` for `Hello, ${name}`. `talisman i18n check` reports it if \
            no plural form has the value. Correct the translation, or leave it if it is meant \
            so.
            """
        ),
        CodeText(
            "computed-message",
            .rule,
            """
            A message has a part that is computed and has no name, so no catalog can have it.
            """,
            """
            Example: `<p i18n:translate="">Hello, <b tal:content="user">Sam</b></p>`. `talisman \
            i18n check` reports it. Put `i18n:name` on the element, or `i18n:ignore` on the \
            message.
            """
        ),
        CodeText(
            "not-translated",
            .rule,
            """
            A message has no translation into a language that has a catalog of its domain.
            """,
            """
            `talisman i18n check` reports it. Translate it, or put `i18n:ignore` on an element \
            whose text is the same in all languages.
            """
        ),
        CodeText(
            "unknown-variable",
            .rule,
            """
            A variable is used that the context does not have, as far as that is known.
            """,
            """
            Example: `tal:content="usr"` where the application says what variables there are: \
            `TemplateConfiguration/knownVariables`. The report names the nearest ones. Where it \
            does not, `metal:use-macro="card"` is one if there is a macro or a template `card`.
            """
        ),
        CodeText(
            "unknown-function",
            .rule,
            """
            A function is called that is neither one of `python:` nor a variable of the context, \
            as far as that is known.
            """,
            """
            Example: `python: pricce(item)`. `TemplateConfiguration/functions` and \
            `TemplateConfiguration/knownVariables` say what there is.
            """
        ),
        CodeText(
            "missing-in-some",
            .rule,
            """
            A path's step finds something in some of the values that it is tried on, and nothing \
            in others.
            """,
            """
            Example: `p/sale` in a loop over products of which one has no `sale`. It is found \
            only with sample data, or where the models of pages are known: then a step into what \
            may be `nothing` is one, unless a condition asks for it. Give an alternative with \
            `|`, ask with `exists:`, or let the data have it everywhere.
            """
        ),
        CodeText(
            "loose-markup",
            .rule,
            """
            An element ends elsewhere in browsers, or its end tag is missing; the page is \
            written as its source says.
            """,
            """
            Example: `<p>…<ul>…</ul></p>`, because a paragraph cannot contain a list; \
            `<td><code>a<code></td>`. Correct the tags.
            """
        ),
        CodeText(
            "structure-differs",
            .rule,
            """
            libxml2 sees another tree than the engine, which follows the source.
            """,
            """
            Example: `<html>` that is not the first tag of a page. It is only a remark: the page \
            renders as its source says.
            """
        ),
    ]
}
