// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let python: [CodeText] = [
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
    ]
}
