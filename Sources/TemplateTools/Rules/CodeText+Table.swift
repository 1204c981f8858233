// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    /// The codes in the order of their declarations.
    static let all: [CodeText] = [
        CodeText(
            "template-not-found",
            .templateError,
            """
            No template has this name.
            """,
            """
            Example: `library.template("indx.html")`. Check the name and the root folder of the \
            library; the report lists the nearest names.
            """
        ),
        CodeText(
            "template-unreadable",
            .templateError,
            """
            The template exists and cannot be read.
            """,
            """
            Example: a file without read permission, or a folder. Let the user that the \
            application runs as read the file.
            """
        ),
        CodeText(
            "template-name-refused",
            .templateError,
            """
            The name could lead outside of the library's root folder.
            """,
            """
            Example: `../secrets.html`, an absolute path, a name with a NUL, or a symbolic link \
            to a file outside of the root. Move the file below the root, and name it from there.
            """
        ),
        CodeText(
            "invalid-encoding",
            .templateError,
            """
            The bytes are not text in the encoding that applies to them.
            """,
            """
            Example: a file in Latin-1 that does not say so. Save it as UTF-8, or name its \
            encoding in an XML declaration.
            """
        ),
        CodeText(
            "unknown-encoding",
            .templateError,
            """
            The template names an encoding that cannot be converted to UTF-8.
            """,
            """
            Example: `<?xml version="1.0" encoding="x-none"?>`. Save the file as UTF-8.
            """
        ),
        CodeText(
            "invalid-manifest",
            .templateError,
            """
            The file `.talisman.yml` is no manifest.
            """,
            """
            Example: `dialekt: zope`, or a key that stands twice. The report lists the keys.
            """
        ),
        CodeText(
            "malformed-markup",
            .templateError,
            """
            The document is not well-formed.
            """,
            """
            Example: in XML mode, `<p>a & b</p>`, or two root elements. Write `&amp;`; a page of \
            HTML that is read as XML needs another file name.
            """
        ),
        CodeText(
            "unclosed-element",
            .templateError,
            """
            An element that carries or encloses a statement has no end tag.
            """,
            """
            Example: `<div tal:condition="x"><p>text</p>`. Write the end tag.
            """
        ),
        CodeText(
            "mismatched-end-tag",
            .templateError,
            """
            An end tag has no start tag, or stands before an inner end tag.
            """,
            """
            Example: `<div tal:condition="x"><b>text</div></b>`. Close the inner element first.
            """
        ),
        CodeText(
            "unknown-statement",
            .templateError,
            """
            A namespace has no statement of this name.
            """,
            """
            Example: `tal:contents="x"`. The report names the nearest statement.
            """
        ),
        CodeText(
            "unsupported-statement",
            .templateError,
            """
            The statement belongs to the language and is not available.
            """,
            """
            Example: `tal:script="server-perl"`. The only scripts are those of `server-python`.
            """
        ),
        CodeText(
            "duplicate-statement",
            .templateError,
            """
            The same statement stands twice on one element, or sets one name twice.
            """,
            """
            Example: `tal:attributes="href a; href b"`, or a slot that is filled twice. Keep one \
            of them.
            """
        ),
        CodeText(
            "conflicting-statements",
            .templateError,
            """
            Two statements of one element exclude each other.
            """,
            """
            Example: `tal:content` and `tal:replace` on one element. Keep one of them, or put \
            the other one on an element around it.
            """
        ),
        CodeText(
            "invalid-statement",
            .templateError,
            """
            The statement's value does not have the statement's form.
            """,
            """
            Example: `tal:repeat="item"`, or an empty `tal:content`. The report says what the \
            statement takes.
            """
        ),
        CodeText(
            "misplaced-statement",
            .templateError,
            """
            The statement cannot stand on this element.
            """,
            """
            Example: `tal:content` on `<br>`, which holds nothing: use `tal:replace`. Or \
            `tal:case` outside of `tal:switch`.
            """
        ),
        CodeText(
            "unsafe-place",
            .templateError,
            """
            A value stands where no escaping makes data safe.
            """,
            """
            Example: `onclick="go() // ${name}"`, `href="javascript:go(${id})"`, \
            `style="border-${side}: 0"`: a comment, a scheme of code, the name of a property. \
            The report says what to write; often the value can go into a `data-` attribute, and \
            a script reads it. In a translation, a value can stand in text and in quoted \
            attributes.
            """
        ),
        CodeText(
            "refused-value",
            .templateError,
            """
            A value is not safe at its place, and the configuration makes an error of that.
            """,
            """
            Example: `href="${link}"` where the data has `javascript:…`. See \
            `TemplateConfiguration/refusalsAreErrors`: where that is off, something harmless \
            stands in the page instead. Check the data where it comes in, or pass a value that \
            the application vouches for.
            """
        ),
        CodeText(
            "invalid-character",
            .templateError,
            """
            A value has a character that a document of XML cannot hold.
            """,
            """
            Example: a backspace in a title of a feed. No parser accepts such a document, and no \
            reference stands for the character. Remove control characters from the data, best \
            where it comes in.
            """
        ),
        CodeText(
            "invalid-expression",
            .templateError,
            """
            The expression does not have the form of its type.
            """,
            """
            Example: `a//b`, `string:${a`. Where it is written as in another language, the \
            report says what to write here.
            """
        ),
        CodeText(
            "unknown-expression-type",
            .templateError,
            """
            No expression type has this prefix.
            """,
            """
            Example: `strng:hello`. The report names the nearest type.
            """
        ),
        CodeText(
            "unknown-namespace",
            .templateError,
            """
            No path namespace has this prefix.
            """,
            """
            Example: `request/sesion:products.foo/color`. The report names the nearest one; \
            those of the application are in `TemplateConfiguration/namespaces`.
            """
        ),
        CodeText(
            "private-name",
            .templateError,
            """
            A path or a script names something that starts with an underscore, where that is not \
            allowed.
            """,
            """
            Example: `user/_id` where `TemplateConfiguration/readsPrivateNames` is off, or \
            `session['_id'] = 1` in a script. The application can pass the value under another \
            name.
            """
        ),
        CodeText(
            "unknown-variable",
            .templateError,
            """
            No variable has this name.
            """,
            """
            Example: `tal:content="usr"`. Give an alternative with `|`, or pass the variable. \
            The report names the nearest one.
            """
        ),
        CodeText(
            "missing-member",
            .templateError,
            """
            A path's step finds nothing.
            """,
            """
            Example: `user/nmae`. The report says what was there. What may be absent has an \
            alternative: `user/nick | nothing`.
            """
        ),
        CodeText(
            "macro-not-found",
            .templateError,
            """
            A template has no macro of this name.
            """,
            """
            Example: `metal:use-macro="templates/layout.html/macros/pgae"`. The report lists the \
            nearest names. `talisman check` finds it without rendering the page, unless there is \
            an alternative.
            """
        ),
        CodeText(
            "not-a-macro",
            .templateError,
            """
            `metal:use-macro` got something that is not a macro of this mode.
            """,
            """
            Example: `metal:use-macro="title"` with a text, or a macro of an XML template in an \
            HTML one. Write `templates/FILE/macros/NAME`.
            """
        ),
        CodeText(
            "not-repeatable",
            .templateError,
            """
            The value cannot be repeated over.
            """,
            """
            Example: `tal:repeat="x count"` where `count` is 3. Repeat over a list, or over \
            `python: range(count)`.
            """
        ),
        CodeText(
            "unpacking-failed",
            .templateError,
            """
            The value cannot be unpacked into these names.
            """,
            """
            Example: `tal:define="(a, b) three_values"`. Write as many names as there are \
            values.
            """
        ),
        CodeText(
            "untrusted-markup",
            .templateError,
            """
            `structure` got text that nobody vouches for.
            """,
            """
            Example: `tal:content="structure name"` with a plain string while the application \
            accepts only `SafeMarkup`. Insert it as text; or let the application clean it and \
            pass a `SafeMarkup`.
            """
        ),
        CodeText(
            "no-text",
            .templateError,
            """
            A list, a mapping or a function stands where text goes.
            """,
            """
            Example: `tal:content="user"` of a mapping, whose text would show all that is in it. \
            Insert a member, `user/name`, or repeat over a list; `python: repr(user)` writes all \
            of it on purpose.
            """
        ),
        CodeText(
            "invalid-attributes",
            .templateError,
            """
            `tal:attributes` got a mapping it cannot use.
            """,
            """
            Example: a name with a blank, or a value that is not a mapping. Set attributes whose \
            names are known one by one: `title user/name; lang user/lang`.
            """
        ),
        CodeText(
            "endless-expression",
            .templateError,
            """
            A deferred expression uses itself, so that it would never end.
            """,
            """
            Example: `tal:define="x defer:x"`, or two that use each other. Give one of them \
            another name.
            """
        ),
        CodeText(
            "object-failed",
            .templateError,
            """
            An object, a function or a namespace of the application failed.
            """,
            """
            Example: a `TemplateObject` whose `member(_:)` throws. The report has its error; \
            `tal:on-error` can stand for the element.
            """
        ),
        CodeText(
            "key-error",
            .templateError,
            """
            A dictionary of a `python:` expression has no such key.
            """,
            """
            Example: `python: prices['tea']`. Use `prices.get('tea')`, or the path `prices/tea | \
            nothing`. A path goes on with its next alternative.
            """
        ),
        CodeText(
            "index-error",
            .templateError,
            """
            A sequence of a `python:` expression has no item at this index.
            """,
            """
            Example: `python: names[3]` where there are three names. A path goes on with its \
            next alternative.
            """
        ),
        CodeText(
            "type-error",
            .templateError,
            """
            A `python:` expression does something with values of kinds that have no such \
            operation.
            """,
            """
            Example: `python: 'total ' + 3`; write `str(3)`. A path goes on with its next \
            alternative.
            """
        ),
        CodeText(
            "value-error",
            .templateError,
            """
            A `python:` expression passes a value of the right kind that makes no sense.
            """,
            """
            Example: `python: int('three')`, `python: f'{name:.2f}'`. A script can catch it, and \
            `tal:on-error` stands for the element.
            """
        ),
        CodeText(
            "zero-division-error",
            .templateError,
            """
            A `python:` expression divides by zero.
            """,
            """
            Example: `python: total / count` where there are none. Test the divisor.
            """
        ),
        CodeText(
            "attribute-error",
            .templateError,
            """
            A value of a `python:` expression has no such attribute or method.
            """,
            """
            Example: `python: user.name` where `user` is a mapping: write `user['name']`, or the \
            path `user/name`. A path goes on with its next alternative.
            """
        ),
        CodeText(
            "name-error",
            .templateError,
            """
            A `python:` expression names a variable that does not exist.
            """,
            """
            Example: `python: usr['name']`. A path goes on with its next alternative.
            """
        ),
        CodeText(
            "overflow-error",
            .templateError,
            """
            A number of a `python:` expression leaves its range: 64 bits for integers.
            """,
            """
            Example: `python: 10 ** 19`. Write `10.0 ** 19` for a floating-point number.
            """
        ),
        CodeText(
            "arithmetic-error",
            .templateError,
            """
            A script raises an `ArithmeticError` of no further kind.
            """,
            """
            Example: `raise ArithmeticError('no tax for this country')`. The script catches it \
            with `except`, or the page with `tal:on-error`.
            """
        ),
        CodeText(
            "lookup-error",
            .templateError,
            """
            A script raises a `LookupError` of no further kind.
            """,
            """
            Example: `raise LookupError('no such product')`. The script catches it with \
            `except`, or the page with `tal:on-error`.
            """
        ),
        CodeText(
            "runtime-error",
            .templateError,
            """
            A script does something at a time when it makes no sense.
            """,
            """
            Example: it adds to a dictionary while it runs over it, or it says `raise` where \
            there is no error to raise again. Run over a copy, `list(d)`.
            """
        ),
        CodeText(
            "exception",
            .templateError,
            """
            A script raises an `Exception` of no further kind.
            """,
            """
            Example: `raise Exception('the cart is empty')`. The script catches it with \
            `except`, or the page with `tal:on-error`.
            """
        ),
        CodeText(
            "scripts-not-allowed",
            .templateError,
            """
            The template has a script, and scripts are not allowed.
            """,
            """
            Example: `<script type="text/server-python">`. If you trust the people who write the \
            templates, set `TemplateConfiguration/allowsScripts`, or pass `--allow-scripts` to \
            `talisman render`.
            """
        ),
        CodeText(
            "templates-not-allowed",
            .templateError,
            """
            The template names another one, and may not.
            """,
            """
            Example: `metal:use-macro="load:layout.html"` in a template that is compiled with \
            `TemplateConfiguration/untrusted`. The application can pass a template as a \
            variable, `Template/value`: `metal:use-macro="layout"`.
            """
        ),
        CodeText(
            "reserved-name",
            .templateError,
            """
            The template uses a name of the language that the data has a variable of.
            """,
            """
            Example: `tal:content="x | default"`, and data with a variable `default`. It is \
            about `default`, `nothing`, `attrs`, `repeat`, `loop` and `templates`, and `request` \
            in pages of `Talisman`; a variable `options`, `template`, `macros`, `macroname` or \
            `CONTEXTS` of the data wins. Give the variable another name.
            """
        ),
        CodeText(
            "invalid-data",
            .templateError,
            """
            The data cannot become template values.
            """,
            """
            Example: text that is not JSON, or an integer of more than 64 bits. The report names \
            the place in the data.
            """
        ),
        CodeText(
            "invalid-catalog",
            .templateError,
            """
            A file of translations does not have the form of one.
            """,
            """
            Example: a `.po` file with a string that has no end, or a `.mo` file that is cut \
            off. The report names the file and the line; `msgfmt --check` finds the same.
            """
        ),
        CodeText(
            "translation-failed",
            .templateError,
            """
            A message has no translation because the translator failed.
            """,
            """
            Example: a catalog whose plural rule divides by zero. Correct the rule in the header \
            of the catalog.
            """
        ),
        CodeText(
            "source-too-large",
            .templateError,
            """
            The template is larger than the limit.
            """,
            """
            The limit is `TemplateLimits/source`. Move parts into templates of their own, or \
            raise it.
            """
        ),
        CodeText(
            "nesting-too-deep",
            .templateError,
            """
            Elements or expressions are nested deeper than the limit.
            """,
            """
            Example: 129 lists in each other in `python:`. The limit of expressions is \
            `TemplateLimits/expressionDepth`. Name parts of the expression with `tal:define`.
            """
        ),
        CodeText(
            "too-many-attributes",
            .templateError,
            """
            An element has more attributes than the limit.
            """,
            """
            The limit is `TemplateLimits/attributes`. Those that statements set count for \
            themselves, and a mapping in `tal:attributes` by its names.
            """
        ),
        CodeText(
            "macro-depth",
            .templateError,
            """
            Macros or deferred expressions use each other deeper than the limit, as endless \
            recursion does.
            """,
            """
            The limit is `TemplateLimits/macroDepth`. Put a `tal:condition` that ends the \
            recursion on the element that uses the macro.
            """
        ),
        CodeText(
            "step-limit",
            .templateError,
            """
            The render took more steps than the limit.
            """,
            """
            The limit is `TemplateLimits/steps`. Compute in the handler what goes through much \
            data, and pass the result; the article 'Limits' says what a step is.
            """
        ),
        CodeText(
            "loop-limit",
            .templateError,
            """
            The loops of the render ran over more items than the limit.
            """,
            """
            The limit is `TemplateLimits/loopItems`. Show a long list in several pages.
            """
        ),
        CodeText(
            "output-limit",
            .templateError,
            """
            The page is larger than the limit.
            """,
            """
            The limit is `TemplateLimits/output`. Show a long list in several pages.
            """
        ),
        CodeText(
            "string-limit",
            .templateError,
            """
            One string is larger than the limit.
            """,
            """
            Example: `python: 'x' * 10000000`. The limit is `TemplateLimits/string`.
            """
        ),
        CodeText(
            "deadline-exceeded",
            .templateError,
            """
            The render took longer than its deadline.
            """,
            """
            The deadline is `TemplateLimits/duration`. Look for an object of the application \
            that takes long, and load what it gives before the page is rendered.
            """
        ),
        CodeText(
            "cancelled",
            .templateError,
            """
            The task that renders was cancelled.
            """,
            """
            Example: the client went away while its page was rendered. There is nothing to do.
            """
        ),
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
        CodeText(
            "invalid-configuration",
            .sessionError,
            """
            A setting contradicts another one or a rule of RFC 6265bis.
            """,
            """
            Message: `a __Host- cookie cannot have a domain`. Example: \
            `CookieClientIDManager(domain: "example.org", ...)` with the default prefix. What to \
            do: correct the configuration; the message names the rule.
            """
        ),
        CodeText(
            "invalid-name",
            .sessionError,
            """
            A package id or key is empty, too long, or has a forbidden character.
            """,
            """
            Message: `a session key cannot contain '/'`. Example: `package.set(1, for: "a/b")`. \
            What to do: use another name.
            """
        ),
        CodeText(
            "missing-session",
            .sessionError,
            """
            A handler asked for the session of a request that is in no transaction.
            """,
            """
            Message: `there is no session: the route is outside of the session middleware`. \
            Example: a route that is added to the router before the middleware. What to do: add \
            the middleware, which `addSite` does, before the routes that use sessions.
            """
        ),
        CodeText(
            "missing-client-id",
            .sessionError,
            """
            A write needs a client id and none may be issued for this request.
            """,
            """
            zope.session's `MissingClientIdException`. Message: `the client id comes from a \
            third party and this request has none`. Example: a write in a GET request under \
            `postOnly`. What to do: write only where a client id can be set.
            """
        ),
        CodeText(
            "foreign-client-id",
            .sessionError,
            """
            Another party issues the client ids, so that this library cannot replace one.
            """,
            """
            Message: `a client id of a third party cannot be rotated`. Example: `login` under \
            `thirdParty`. What to do: let the party that issues the ids replace them.
            """
        ),
        CodeText(
            "cross-site",
            .sessionError,
            """
            A login in a request that another site started, and that brought no client id; \
            nothing was written.
            """,
            """
            Message: `another site started the request, and the client's cookie did not come \
            with it: answer with a redirection to a page of this site, and log in there`. \
            Example: a POST in which a provider of identities returns a user. What to do: as the \
            message says, or make the manager with `CrossSiteSessions/areMade`.
            """
        ),
        CodeText(
            "unencodable",
            .sessionError,
            """
            A value cannot be encoded.
            """,
            """
            Message: `a value of type Upload cannot be stored`. Example: a `Double` that is not \
            finite inside of an array. What to do: store something that its `Encodable` \
            conformance can write as JSON.
            """
        ),
        CodeText(
            "undecodable",
            .sessionError,
            """
            A stored value does not decode as the type asked for.
            """,
            """
            Message: `the stored value is not a Cart`. Example: a key whose type changed between \
            two releases. What to do: decide what happens to such values (`UnreadableValue`), or \
            give the key a version and a migration; the other keys of the session are not \
            affected.
            """
        ),
        CodeText(
            "too-large",
            .sessionError,
            """
            A value or a session would be larger than its budget; nothing was written.
            """,
            """
            Message: `the value has 70000 bytes of at most 65536`. Example: a picture in a \
            session. What to do: store large things elsewhere and keep their name here.
            """
        ),
        CodeText(
            "kind-mismatch",
            .sessionError,
            """
            An operation does not fit the kind of value that is stored; nothing was written.
            """,
            """
            Message: `cannot add to a string`. Example: `increment` of a key that holds text. \
            What to do: set the key first, or use another key.
            """
        ),
        CodeText(
            "overflow",
            .sessionError,
            """
            An addition would leave the range of 64-bit integers; nothing was written.
            """,
            """
            Message: `the sum leaves the range of 64-bit integers`. What to do: store the number \
            as a `Double` or text.
            """
        ),
        CodeText(
            "conflict",
            .sessionError,
            """
            A key changed between its reading and its writing; nothing was written.
            """,
            """
            Message: `the key was changed by another request`. Example: two requests read a \
            cart, and both set it. What to do: run the handler again, or use an operation that \
            merges (`increment`, `insert`, `append`, `max`).
            """
        ),
        CodeText(
            "not-loaded",
            .sessionError,
            """
            A key was used that had to be loaded before; nothing was written.
            """,
            """
            Message: `the key was read by a subscript before it was loaded: …`. Example: \
            `session[.visits]` without `await session.load(.visits)`, in a request that cannot \
            be run again; others are, with the package loaded, and the log says so. A new \
            visitor, of whom nothing is stored, has nothing to load. What to do: name the \
            package in `loading:` where the middleware is made, load the key, or read it with \
            `value(_:)`.
            """
        ),
        CodeText(
            "stale-form",
            .sessionError,
            """
            A form was made from values that another request changed since; nothing was written.
            """,
            """
            Message: `the form was made from values that have changed since`. Example: two tabs \
            that edit one cart. What to do: show the form again, with the current values.
            """
        ),
        CodeText(
            "too-many-sessions",
            .sessionError,
            """
            A principal has as many sessions as it may; nothing was written.
            """,
            """
            Message: `the principal has 3 sessions already`. What to do: let the principal end \
            one of them, or configure the limit to evict the oldest one.
            """
        ),
        CodeText(
            "not-logged-in",
            .sessionError,
            """
            A handler asks for somebody who is logged in, and nobody is.
            """,
            """
            Message: `nobody is logged in`. Example: `requirePrincipal()` for a new visitor. \
            What to do: answer with 401, or redirect to the login page.
            """
        ),
        CodeText(
            "login-too-old",
            .sessionError,
            """
            A handler asks for a recent login, and it was longer ago.
            """,
            """
            Message: `the login was more than 300.0 seconds ago`. Example: a change of the \
            password. What to do: ask for the password, and log the same principal in again.
            """
        ),
        CodeText(
            "gone",
            .sessionError,
            """
            The session was ended by another request; nothing was written or created.
            """,
            """
            Message: `the session was ended while the request ran`. Example: a slow upload that \
            finishes after the logout. What to do: answer as to an anonymous client.
            """
        ),
        CodeText(
            "rotated",
            .sessionError,
            """
            Another request rotated the session first; nothing was written or created.
            """,
            """
            Message: `the session was rotated by another request`. Example: a double click on \
            the button of a login. What to do: answer without a cookie, such as with 409; the \
            client has a newer one, and its next request is in the session of the winner.
            """
        ),
        CodeText(
            "expired",
            .sessionError,
            """
            The session expired while the request ran; nothing was written.
            """,
            """
            Message: `the session expired while the request ran`. What to do: as for `gone`.
            """
        ),
        CodeText(
            "finished",
            .sessionError,
            """
            The session was used after its commit or abort.
            """,
            """
            Message: `the session was already committed`. Example: a write after the response \
            head was sent. What to do: write earlier.
            """
        ),
        CodeText(
            "store-full",
            .sessionError,
            """
            The store has no room for what it has to write; nothing was written.
            """,
            """
            Message: `the store holds its maximum of 10000 sessions`. Example: a Redis server \
            with as much data as `maxmemory` allows. Sessions that exist are read, and can be \
            ended. What to do: raise the limit or shorten the timeout; live sessions are never \
            dropped to make room.
            """
        ),
        CodeText(
            "duplicate",
            .sessionError,
            """
            A record to create has the locator of another one.
            """,
            """
            Message: `a session with this locator exists`. What to do: nothing with a good \
            random source; it never happens with 96 random bits.
            """
        ),
        CodeText(
            "invalid-cursor",
            .sessionError,
            """
            A listing of records cannot go on where the cursor says.
            """,
            """
            Message: `the cursor is none of this store`. Example: a cursor of another store, or \
            of a Redis server that was restarted since. What to do: start the listing again.
            """
        ),
        CodeText(
            "unsupported",
            .sessionError,
            """
            The store cannot do what was asked of it at all.
            """,
            """
            Message: `the data of these sessions is with their clients`. Example: a list of the \
            sessions of a principal in an `EncryptedCookieStore`. What to do: keep in the \
            default container, in a store on the server, what has to be listed or ended.
            """
        ),
        CodeText(
            "unreadable-record",
            .sessionError,
            """
            The record of the session cannot be read: it is damaged, or a newer version of this \
            library wrote it.
            """,
            """
            Message: `the record ... is damaged; end it with 'talisman sessions revoke'`. What \
            to do: answer 503. Its own visitor can end it: a logout deletes it, and a login \
            replaces it.
            """
        ),
        CodeText(
            "store-unavailable",
            .sessionError,
            """
            The store could not be opened or reached; nothing was written.
            """,
            """
            Message: `/var/lib/shop/sessions.db is not a database`. What to do: the message \
            names the file or server, and the remedy. It is also the answer of a \
            `CircuitBreaker` for a store that gave none.
            """
        ),
        CodeText(
            "store-failure",
            .sessionError,
            """
            The store failed while it worked, or did not answer in time.
            """,
            """
            Message: `the file is damaged`. Nothing of the operation was written, unless the \
            answer is what was lost. What to do: look at the underlying error; answer 503.
            """
        ),
        CodeText(
            "unsupported-type",
            .formError,
            """
            The body is of another media type than a form.
            """,
            """
            Example: a client that posts JSON. What to do: a form sends \
            `application/x-www-form-urlencoded`; read other bodies in another way.
            """
        ),
        CodeText(
            "too-large",
            .formError,
            """
            The body has more bytes than a form may have.
            """,
            """
            Example: a text field with a whole book. What to do: raise `FormLimits/bytes`, which \
            is 64 KiB by default.
            """
        ),
        CodeText(
            "too-many-fields",
            .formError,
            """
            The body has more fields than a form may have.
            """,
            """
            Example: 2,000 check boxes. What to do: raise `FormLimits/fields`, which is 1,000 by \
            default.
            """
        ),
        CodeText(
            "malformed",
            .formError,
            """
            A `%` starts no escape, or a text is not UTF-8.
            """,
            """
            Example: `name=100%`. What to do: nothing on the server; browsers encode properly.
            """
        ),
        CodeText(
            "missing-token",
            .formError,
            """
            An unsafe request does not say who started it, and has no token.
            """,
            """
            Example: a client that sends neither `Sec-Fetch-Site` nor `Origin`, and posts a form \
            that is not of a page of the site. What to do: see the article 'FormTokenFields' for \
            the forms that get no token by themselves. A program sends none: give its routes to \
            the router before the site.
            """
        ),
        CodeText(
            "invalid-token",
            .formError,
            """
            An unsafe request does not say who started it, and its token is not that of its \
            session.
            """,
            """
            Example: a form that was opened before a logout, or a client that keeps no cookie. \
            What to do: nothing on the server; the form works when its page is loaded anew.
            """
        ),
    ]
}
