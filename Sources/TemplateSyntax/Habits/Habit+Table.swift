// SPDX-License-Identifier: Apache-2.0

extension Habit {
    /// All habits, by their places.
    static let table: [Habit] = paths + types + python + variables + statements + texts

    // MARK: Expressions

    private static let paths: [Habit] = [
        .init(.path, .start("{{"), "an expression stands alone, without braces: {path}"),
        .init(.path, .start("{%"), "statements are attributes: {statement}"),
        .init(
            .path,
            .shape(\.isChoiceInBraces),
            "a text where a condition holds: python: 'text' if condition else ''"
        ),
        .init(.path, .shape(\.isBraced), "an expression stands alone, without braces: {path}"),
        .init(.path, .shape(\.isHole), "an expression of a statement needs no '${}': {inner}"),
        .init(.path, .shape(\.isDollarName), "a variable has no '$' before it: {inner}"),
        .init(.path, .part(["${"]), "text with holes: string:{text}"),
        .init(.path, .shape(\.isQuoted), "a text has no quotes: string:{inner}"),
        .init(.path, .part([".format("]), "values in a text: python: f'{name} has {count}'"),
        .init(.path, .shape(\.isTemplateName), "another template: {template}"),
        .init(.path, .start("in "), "'tal:repeat' has no 'in': a name, a blank, the sequence"),
        .init(.path, .start("as "), "'tal:repeat' has no 'as': a name, a blank, the sequence"),
        .init(.path, .start("structure "), "markup: structure:{inner}"),
        .init(.path, .word(["*"]), "the case of all others: default"),
        .init(.path, .start("= "), "a blank stands between a name and its value, and no '='"),
        .init(.path, .shape(\.isNegation), "the opposite of a value: not:{inner}"),
        .init(.path, .shape(\.isNumber), "a number: python: {text}"),
        .init(
            .path,
            .shape(\.isAssignment),
            "'name value' sets, with a blank between them; this compares: python: {python}"
        ),
        .init(.path, .start("/"), "a text: string:{text}"),
        .init(.path, .part(["??", "?:"]), "'|' stands before an alternative: a | b"),
        .init(.path, .part(["->", "?."]), "steps have '/' between them: {path}"),
        .init(.path, .shape(\.isChoice), "one of two values: python: a if condition else b"),
        .init(.path, .shape(\.hasOperator), "operators and calls: python: {python}"),
        .init(
            .path,
            .part([","]),
            "a path is one value; several are a sequence in Python, python: ({python}), "
                + "and clauses of a statement have ';' between them"
        ),
        .init(.path, .part(["\"", "'", "||"]), "operators and texts: python: {python}"),
        .init(.path, .shape(\.isDotted), "steps have '/' between them: {path}"),
        .init(
            .path,
            .shape(\.hasSpace),
            "a text: string:{text}; a key with a blank is the value of a variable: a/?key"
        ),
    ]

    private static let types: [Habit] = [
        .init(
            .type,
            .word(["http", "https", "mailto", "tel", "ftp"]),
            "a text: string:{text}:…"
        ),
        .init(
            .type,
            .word([
                "color", "background", "width", "height", "margin", "padding", "border", "display",
                "font", "position", "top", "left", "right", "bottom", "opacity", "transform",
            ]),
            "a property of a style: a semicolon inside of an expression is written ';;'"
        ),
        .init(.type, .word(["py", "expr", "js", "eval"]), "Python: python:…"),
        .init(.type, .word(["html", "raw", "markup"]), "markup: structure:…"),
    ]

    private static let python: [Habit] = [
        .init(.python, .word(["="]), "'==' compares; 'tal:define' gives names to values"),
        .init(.python, .word(["&"]), "'and' joins conditions"),
        .init(.python, .word(["|"]), "'or' joins conditions"),
        .init(.python, .word(["!"]), "'not' is the opposite of a condition"),
        .init(.python, .word(["?"]), "one of two values: a if condition else b"),
        .init(.python, .word(["$"]), "a variable has no '$' before it"),
    ]

    // MARK: Variables

    private static let variables: [Habit] = [
        .init(.variable, .word(["true", "True", "TRUE"]), "the truth value: python: True"),
        .init(.variable, .word(["false", "False", "FALSE"]), "the truth value: python: False"),
        .init(.variable, .word(["None", "null", "nil", "undefined"]), "no value: nothing"),
        filter(["upper", "uppercase"], "name.upper()"),
        filter(["lower", "lowercase"], "name.lower()"),
        filter(["capitalize"], "name.capitalize()"),
        filter(["trim"], "name.strip()"),
        filter(["length"], "len(name)"),
        filter(["join"], "', '.join(name)"),
        filter(["sort"], "sorted(name)"),
        filter(["truncate"], "name[:80]"),
        .init(
            .filter,
            .word(["escape", "safe", "striptags", "urlencode"]),
            "'|' stands before an alternative; text is escaped where it is inserted, and "
                + "'structure' inserts markup"
        ),
    ]

    private static func filter(_ names: [String], _ python: String) -> Habit {
        let remedy = "'|' stands before an alternative and not before a filter: python: \(python)"
        return .init(.filter, .word(names), remedy)
    }

    // MARK: Statements

    private static let statements: [Habit] = [
        statement(["if", "when", "test", "show"], "'tal:condition'"),
        statement(["unless", "ifnot", "hide"], "'tal:condition' with 'not:' before the value"),
        statement(
            ["else", "elif", "elseif", "else-if", "elsif", "otherwise"],
            "'tal:case' in a 'tal:switch', or 'tal:condition' with 'not:' before the value"
        ),
        statement(["choose", "match"], "'tal:switch' with 'tal:case' in it"),
        statement(["for", "foreach", "for-each", "each", "loop", "iterate"], "'tal:repeat'"),
        statement(["text", "value", "inner", "insert"], "'tal:content'"),
        statement(
            ["html", "utext", "raw", "structure", "esc"],
            "'tal:content', with 'structure' before markup"
        ),
        statement(
            ["attr", "attrs", "att", "set-attr", "bind", "href", "src", "class", "style", "title"],
            "'tal:attributes' with the name of the attribute before the value"
        ),
        statement(["set", "let", "var", "with", "assign", "object"], "'tal:define'"),
        statement(["strip", "remove"], "'tal:omit-tag' or 'tal:replace'"),
        statement(["try", "catch", "error"], "'tal:on-error'"),
        statement(
            ["include", "extends", "use", "call", "render", "import"],
            "'metal:use-macro' with 'load:FILE' or 'templates/FILE/macros/NAME'"
        ),
        statement(["macro", "fragment", "def"], "'metal:define-macro'"),
        statement(
            ["block", "slot", "yield"],
            "'metal:define-slot', and 'metal:fill-slot' where the macro is used"
        ),
        statement(["trans", "translation", "msg", "message"], "'i18n:translate'"),
        statement(["comment"], "the comment '<!--! … -->'"),
    ]

    private static func statement(_ names: [String], _ here: String) -> Habit {
        .init(.statement, .word(names), "here it is \(here)")
    }

    // MARK: Text

    private static let texts: [Habit] = [
        .init(.text, .start("{{{"), "markup is ${structure:{path}}; \(Self.isMeant)"),
        .init(.text, .start("{{#"), "statements are attributes: {statement}; \(Self.isMeant)"),
        .init(.text, .start("{{^"), "statements are attributes: {statement}; \(Self.isMeant)"),
        .init(.text, .start("{{/"), "statements are attributes: {statement}; \(Self.isMeant)"),
        .init(
            .text,
            .start("{{>"),
            "macros of other templates: 'metal:use-macro'; \(Self.isMeant)"
        ),
        .init(.text, .start("{{"), "a value is ${{path}}; \(Self.isMeant)"),
        .init(.text, .start("<%="), "a value is ${{path}}; \(Self.isMeant)"),
        .init(.text, .start("{%"), "statements are attributes: {statement}; \(Self.isMeant)"),
        .init(.text, .start("<%"), "statements are attributes: {statement}; \(Self.isMeant)"),
    ]

    private static let isMeant =
        "meta:interpolation=\"off\" on an element says that its text is meant as it stands"
}
