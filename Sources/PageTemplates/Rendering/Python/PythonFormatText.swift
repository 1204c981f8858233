// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Fills the fields of a text, `{0}` or `{name.member[key]!r:>8}`, as `str.format` does.
///
/// The text may come from data: a field reaches what is passed, and of that what a
/// `python:` expression could write out.
struct PythonFormatText {
    private var rest: ArraySlice<Unicode.Scalar>
    private var result = ""
    private var numbering: Numbering?
    private var fieldCount = 0
    private let source: Source

    /// Where the values come from.
    enum Source {
        case arguments(PythonArguments)
        case mapping(TemplateValue)
    }

    private enum Numbering {
        case automatic
        case written
    }

    /// The text with its fields filled.
    static func format(
        _ text: String,
        _ source: Source,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        try run.budget.take(steps: PythonSearch.steps("", in: text))
        var formatter = PythonFormatText(text, source)
        try formatter.fill(in: &run)
        return .string(formatter.result)
    }

    private init(_ text: String, _ source: Source) {
        rest = Array(text.unicodeScalars)[...]
        self.source = source
    }

    private mutating func fill(in run: inout PageRun) throws(TemplateError) {
        while let scalar = rest.popFirst() {
            guard scalar == "{" || scalar == "}" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if rest.first == scalar {
                result.unicodeScalars.append(rest.removeFirst())
                continue
            }
            guard scalar == "{" else {
                throw Self.wrong("a single '}'; '{{' and '}}' stand for braces")
            }
            let field = try field()
            let text = try self.text(of: field, in: &run)
            try run.budget.check(textSize: result.utf8.count + text.utf8.count)
            try run.budget.take(steps: text.steps)
            result += text
        }
    }

    private static func wrong(_ message: String) -> TemplateError {
        TemplateError(.valueError, message)
    }

    // MARK: Reading

    private struct Field {
        var name = ""
        var conversion: Unicode.Scalar?
        var specification = ""
    }

    /// The field up to its closing brace.
    private mutating func field() throws(TemplateError) -> Field {
        var field = Field()
        field.name = takeName()
        if rest.first == "!" { field.conversion = try conversion() }
        if rest.first == ":" {
            rest.removeFirst()
            field.specification = take { $0 != "}" }
            guard !field.specification.contains("{") else {
                throw Self.wrong("a field stands in the format of another one")
            }
        }
        guard rest.popFirst() == "}" else {
            throw Self.wrong("a field has no closing '}'; '{{' and '}}' stand for braces")
        }
        return field
    }

    /// What stands before `!`, `:` or `}`, of which each may stand in brackets.
    private mutating func takeName() -> String {
        var isKey = false
        return take { scalar in
            if scalar == "[" { isKey = true }
            if scalar == "]" { isKey = false }
            return isKey || !"!:}".unicodeScalars.contains(scalar)
        }
    }

    private mutating func take(while fits: (Unicode.Scalar) -> Bool) -> String {
        let part = rest.prefix(while: fits)
        rest = rest.dropFirst(part.count)
        return String(String.UnicodeScalarView(part))
    }

    private mutating func conversion() throws(TemplateError) -> Unicode.Scalar {
        rest.removeFirst()
        guard let letter = rest.popFirst(), "rs".unicodeScalars.contains(letter) else {
            throw Self.wrong("only '!r' and '!s' can stand in a field")
        }
        guard rest.first == ":" || rest.first == "}" else {
            throw Self.wrong("expected ':' or '}' in a field")
        }
        return letter
    }

    // MARK: Values

    private mutating func text(
        of field: Field,
        in run: inout PageRun
    ) throws(TemplateError) -> String {
        let plan = PythonFormatPlan(
            usesRepresentation: field.conversion == "r",
            isText: field.conversion == "s",
            field.specification
        )
        return try plan.text(of: try value(at: field.name, in: &run), &run.budget)
    }

    /// The value of a name with steps behind it, `name.member[key]`.
    private mutating func value(
        at path: String,
        in run: inout PageRun
    ) throws(TemplateError) -> TemplateValue {
        var steps = Array(path.unicodeScalars)[...]
        var value = try start(Self.take(from: &steps) { $0 != "." && $0 != "[" }, &run.budget)
        while let sign = steps.popFirst() {
            if sign == "." {
                let name = Self.take(from: &steps) { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { throw Self.wrong("a name in a field is empty") }
                value = try value.pythonAttribute(name, in: &run, false)
            } else {
                let key = try Self.key(from: &steps)
                value = try value.pythonItem(key, in: &run, false)
            }
        }
        return value
    }

    private static func take(
        from steps: inout ArraySlice<Unicode.Scalar>,
        while fits: (Unicode.Scalar) -> Bool
    ) -> String {
        let part = steps.prefix(while: fits)
        steps = steps.dropFirst(part.count)
        return String(String.UnicodeScalarView(part))
    }

    private static func key(
        from steps: inout ArraySlice<Unicode.Scalar>
    ) throws(TemplateError) -> TemplateValue {
        let key = take(from: &steps) { $0 != "]" }
        guard steps.popFirst() == "]" else { throw wrong("a key in a field has no closing ']'") }
        guard !key.isEmpty else { throw wrong("a key in a field is empty") }
        guard steps.first == nil || steps.first == "." || steps.first == "[" else {
            throw wrong("only '.' and '[' can stand behind a key in a field")
        }
        return try number(key).map { TemplateValue.integer($0) } ?? .string(key)
    }

    /// The number that a name is; `nil` for any other name.
    private static func number(_ name: String) throws(TemplateError) -> Int? {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isDigit) else { return nil }
        guard let number = Int(name) else { throw wrong("a number in a field is too large") }
        return number
    }

    /// The value that a field begins with.
    private mutating func start(
        _ name: String,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let number = try Self.number(name)
        guard number != nil || name.isEmpty else { return try value(named: name, &budget) }
        guard case .arguments(let arguments) = source else {
            throw Self.wrong("a field has no name, and a mapping no numbers")
        }
        let numbering = name.isEmpty ? Numbering.automatic : .written
        guard self.numbering == nil || self.numbering == numbering else {
            throw Self.wrong("some fields have numbers, and others none")
        }
        self.numbering = numbering
        let position = number ?? fieldCount
        fieldCount += 1
        guard let value = arguments[position] else {
            throw TemplateError(.indexError, "there is no value \(position) for the text")
        }
        return value
    }

    private func value(
        named name: String,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        switch source {
        case .mapping(let mapping):
            return try PythonItems.item(.string(name), of: mapping, &budget)
        case .arguments(let arguments):
            try budget.take(steps: arguments.keywords.entries.count)
            if let value = arguments.keywords[name] { return value }
            let names = arguments.keywords.entries.map(\.name)
            var error = TemplateError(
                .keyError,
                "there is no value '\(name)' for the text",
                notes: try TemplateError.Note.nearest(name, among: names, &budget)
            )
            error.raised = PythonException(.keyError, [.string(name)])
            throw error
        }
    }
}
