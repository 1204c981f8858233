// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What the statements do, for editors.
struct StatementDocumentation {
    let namespace: StatementNamespace
    let name: String

    /// How its value is written; empty where it needs none.
    let form: String
    let text: String

    /// The name with the usual prefix.
    var title: String { "\(namespace.rawValue):\(name)" }

    /// Name, value and text, in Markdown.
    var markdown: String {
        let value = form.isEmpty ? "" : "=\"\(form)\""
        return "```html\n\(title)\(value)\n```\n\n\(text)"
    }

    private init(_ namespace: StatementNamespace, _ name: String, _ form: String, _ text: String) {
        self.namespace = namespace
        self.name = name
        self.form = form
        self.text = text
    }

    /// All statements, in the order in which a tag has them.
    static let all: [StatementDocumentation] = [
        .init(
            .meta,
            "interpolation",
            "off",
            "Leaves `${…}` in the element as it is written; `on` makes holes of them again."
        ),
        .init(.i18n, "domain", "name", "The catalog of the texts of the element and all in it."),
        .init(.i18n, "source", "language", "Accepted, without effect."),
        .init(.i18n, "target", "language", "Accepted: the language is that of the request."),
        .init(
            .i18n,
            "context",
            "text",
            "Tells messages apart that have the same text in the element and all in it."
        ),
        .init(.metal, "fill-slot", "name", "Fills a slot of the macro that is used around it."),
        .init(.metal, "define-macro", "name", "Names the element, to be used elsewhere."),
        .init(
            .metal,
            "extend-macro",
            "expr",
            "With `define-macro`: the macro is another one, with slots filled."
        ),
        .init(
            .metal,
            "define-slot",
            "name",
            "A place in a macro that its users can fill; what stands in it is for those who do not."
        ),
        .init(
            .tal,
            "on-error",
            "[text|structure|json] expr",
            "Replaces the content if something in the element fails. `error/type`, `error/value`, "
                + "`error/line` and `error/column` tell what."
        ),
        .init(
            .tal,
            "define",
            "[local|global] name expr; (a, b) expr",
            "Binds variables for the element, or with `global` for the whole page. "
                + "`;;` is a semicolon."
        ),
        .init(
            .tal,
            "case",
            "expr",
            "Writes the element if it is the first whose value equals that of `tal:switch`; "
                + "`default` matches all others."
        ),
        .init(.tal, "condition", "expr", "Leaves the element out if the value is false."),
        .init(
            .tal,
            "repeat",
            "name expr",
            "Writes the element once for each item. `repeat/name/…` has `index`, `number`, "
                + "`first`, `last` and more."
        ),
        .init(.tal, "switch", "expr", "The value that `tal:case` in the element compares with."),
        .init(
            .metal,
            "use-macro",
            "expr",
            "Is replaced by a macro: `template/macros/NAME`, `templates/FILE/macros/NAME`, "
                + "`load:FILE`, or a variable."
        ),
        .init(.i18n, "name", "name", "Names the element in the message around it, as `${name}`."),
        .init(
            .tal,
            "omit-tag",
            "expr",
            "Leaves the tags out, and writes what is between; without a value always."
        ),
        .init(
            .tal,
            "attributes",
            "name expr; expr",
            "Sets attributes; `nothing` removes one, `default` is that of the source. "
                + "An expression without a name gives a mapping of them. `;;` is a semicolon."
        ),
        .init(
            .i18n,
            "attributes",
            "name [id]; name",
            "Translates attributes, by their texts or by ids."
        ),
        .init(
            .i18n,
            "ignore-attributes",
            "name; name",
            "Keeps texts of attributes out of what translators get."
        ),
        .init(
            .tal,
            "content",
            "[text|structure|json] expr",
            "Replaces the content of the element: with text, with markup as it stands, or with "
                + "JSON for a script."
        ),
        .init(
            .tal,
            "replace",
            "[text|structure|json] expr",
            "Replaces the element with its tags; `nothing` removes sample content."
        ),
        .init(
            .tal,
            "script",
            "server-python",
            "Runs the content as a script, if the application allows it."
        ),
        .init(
            .i18n,
            "translate",
            "[id]",
            "Translates the content; without an id, the content itself is the id."
        ),
        .init(.i18n, "data", "expr", "The message whose text `i18n:translate` with an id names."),
        .init(.i18n, "comment", "text", "A remark for translators."),
        .init(.i18n, "ignore", "", "Keeps the text out of what translators get."),
    ]

    private static let byTitle = Dictionary(uniqueKeysWithValues: all.map { ($0.title, $0) })

    /// The statement of a name; `nil` where there is none.
    static func of(_ namespace: StatementNamespace, _ name: String) -> StatementDocumentation? {
        byTitle["\(namespace.rawValue):\(name)"]
    }
}

/// What the language itself has for expressions, for editors.
enum LanguageWords {
    /// The types of expressions.
    static let prefixes: [(name: String, text: String)] = [
        ("path:", "A path, `a/b/c | d`: what is found first."),
        ("string:", "A text with holes: `string:Dear ${user/name}`."),
        ("python:", "An expression of Python."),
        ("not:", "The opposite of an expression's truth."),
        ("exists:", "Whether a path finds something."),
        ("nocall:", "What a path finds, without calling it."),
        ("structure:", "Markup that goes out as it stands."),
        ("load:", "Another template, by its name beside this one."),
        ("defer:", "What is computed at each use."),
        ("lazy:", "What is computed at the first use."),
    ]

    /// The variables that are always there.
    static let variables: [(name: String, text: String)] = [
        ("nothing", "No value: inserts nothing, removes an attribute."),
        ("default", "What the template has itself."),
        ("options", "The variables of the page, by name."),
        ("repeat", "The loops around: `repeat/NAME/index`."),
        ("attrs", "The attributes that the source has."),
        ("template", "This template: `template/macros/NAME`."),
        ("templates", "All templates: `templates/FILE/macros/NAME`."),
        ("macros", "The macros of this template."),
        ("request", "The request: its form, session and language."),
        ("CONTEXTS", "All of these by name."),
    ]

    /// What `repeat/NAME/` has.
    static let loopSteps: [(name: String, text: String)] = [
        ("index", "The number of the item, from 0."),
        ("number", "The number of the item, from 1."),
        ("even", "Whether the index is even."),
        ("odd", "Whether the index is odd."),
        ("parity", "`odd` or `even`, by the number."),
        ("start", "Whether it is the first item."),
        ("end", "Whether it is the last item."),
        ("first", "Whether it is the first item, or the first of a group: `first/letter`."),
        ("last", "Whether it is the last item, or the last of a group."),
        ("length", "How many items there are."),
        ("letter", "The number as a small letter: a, b, … z, aa."),
        ("Letter", "The number as a capital letter."),
        ("roman", "The number as a small Roman numeral."),
        ("Roman", "The number as a Roman numeral."),
        ("item", "The item."),
        ("key", "The key of the item, where the loop is over a mapping."),
    ]

    /// What `error` has in `tal:on-error`.
    static let errorSteps: [(name: String, text: String)] = [
        ("type", "The code of the error."),
        ("value", "What it says."),
        ("line", "Its line."),
        ("column", "Its column."),
    ]
}
