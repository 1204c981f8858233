// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let templates: [CodeText] = [
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
            "fragment-not-found",
            .templateError,
            """
            Nothing in the template has the name of the fragment.
            """,
            """
            Example: `library.fragment("crat", of: "cart.html")`. Name a macro, a slot or an \
            `id`.
            """
        ),
        CodeText(
            "unusable-fragment",
            .templateError,
            """
            A fragment cannot be rendered alone.
            """,
            """
            Example: an `id` in a `tal:repeat`, or of two elements. Name the element around it.
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
    ]
}
