// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let pages: [CodeText] = [
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
    ]
}
