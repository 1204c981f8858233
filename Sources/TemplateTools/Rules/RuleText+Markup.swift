// SPDX-License-Identifier: Apache-2.0

// Rules about the markup of pages. Macros are put in the places of their uses before they look.
extension RuleText {
    static let duplicateID = RuleText(
        meaning: """
            Two elements of a page have one `id`, or one in a loop has a literal one: labels, \
            links and scripts find the first of them only.
            """,
        remedy: """
            Give each its own, in a loop as id="item-${repeat/item/index}". Not reported where the \
            elements may exclude each other, because each stands under a condition of its own.
            """,
        fails: "<p id=\"note\">a</p><p id=\"note\">b</p>",
        passes: "<p id=\"note\">a</p><p id=\"hint\">b</p>"
    )

    static let nestedForm = RuleText(
        meaning: """
            A form stands in another one: browsers leave out the inner start tag, and its end tag \
            ends the outer form.
            """,
        remedy: "End the outer form first, or let a control name its form: form=\"search\".",
        fails: "<form action=\"/a\"><form action=\"/b\"><button>b</button></form></form>",
        passes: "<form action=\"/a\"></form><form action=\"/b\"><button>b</button></form>"
    )

    static let nestedLink = RuleText(
        meaning: "A link stands in another one: browsers end the outer one there.",
        remedy: "Put the links beside each other.",
        fails: "<a href=\"/product\">Tea <a href=\"/cart\">buy</a></a>",
        passes: "<a href=\"/product\">Tea</a> <a href=\"/cart\">buy</a>"
    )

    static let selfClosedElement = RuleText(
        meaning: """
            HTML has no `<div/>`: browsers take it for a start tag, and what follows stands in the \
            element.
            """,
        remedy: """
            Write an end tag. Not reported: void elements, SVG and MathML, elements that are not \
            written, and those that a statement gives a content, which get their end tag.
            """,
        fails: "<div class=\"clear\"/><p>text</p>",
        passes: "<div class=\"clear\"></div><p>text</p>",
        isFixed: true
    )

    static let missingAlt = RuleText(
        meaning: """
            An image has no `alt`: whoever does not see it gets its file name, or nothing.
            """,
        remedy: "Say what it shows, or write alt=\"\" for one that only decorates.",
        fails: "<img src=\"/logo.png\">",
        passes: "<img src=\"/logo.png\" alt=\"Tea House\">"
    )

    static let unlabelledControl = RuleText(
        meaning: """
            A control of a form has no label: a screen reader cannot say what to enter. A \
            placeholder is none.
            """,
        remedy: """
            Put it into a <label>, let the `for` of one name its `id`, or give it an `aria-label`. \
            Not reported: buttons, hidden controls, and those whose `id` or attributes are computed.
            """,
        fails: "<input name=\"q\" placeholder=\"Search\">",
        passes: "<label>Search <input name=\"q\"></label>"
    )

    static let inlineHandler = RuleText(
        meaning: """
            An attribute holds code: a Content-Security-Policy without `unsafe-inline` keeps the \
            browser from running it.
            """,
        remedy: "Let a script add the handler, and find the element by a class or a `data-` name.",
        fails: "<button onclick=\"send()\">Send</button>",
        passes: "<button class=\"send\">Send</button>"
    )
}
