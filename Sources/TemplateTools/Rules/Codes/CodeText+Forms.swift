// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let forms: [CodeText] = [
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
