// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateValue {
    /// The text that stands for the value, before any escaping.
    ///
    /// `nothing` is empty; numbers, truth values and containers are written as
    /// Python's `str` writes them, with `...` for whatever is nested too deep or
    /// stands behind 64 MiB of text;
    /// markup is its text, and an object says its own. A page takes no text of
    /// containers unless `str()` or `repr()` in `python:` makes it.
    public var textForm: String {
        switch self {
        case .nothing: ""
        case .string(let text): text
        case .markup(let markup): markup.text
        case .object(let error as PythonException): error.message
        default: PythonText.representation(of: self)
        }
    }

    /// The text form, which takes the steps of writing it.
    func textForm(_ budget: inout Budget) throws(TemplateError) -> String {
        switch self {
        case .string(let text): return text
        case .markup(let markup): return markup.text
        case .nothing, .bool, .integer, .double: return textForm
        case .object(let error as PythonException):
            try budget.take(through: self)
            let text = error.message
            try budget.take(textSize: text.utf8.count)
            return text
        case .list, .mapping, .object:
            return try PythonText.representation(of: self, &budget)
        }
    }

    /// Whether nobody means its text form where it is inserted: a container, whose text has
    /// all that is in it, or a function.
    var hasNoText: Bool {
        switch self {
        case .list, .mapping: true
        case .object(let object as any PythonObject): !(object is PythonException)
        case .object(let object as any ObjectOfKind): object.textRemedy != nil
        case .nothing, .bool, .integer, .double, .string, .markup, .object: false
        }
    }

    /// Refuses to be inserted where nobody means the text form.
    ///
    /// - Throws: `TemplateError` with `noText`.
    func checkText() throws(TemplateError) {
        guard hasNoText else { return }
        let remedy =
            switch pythonKind {
            case .dict: "insert a member of it, or"
            case .function, .lambda, .type: "call it, or"
            default: "repeat over it, or"
            }
        var note = "\(remedy) write all of it on purpose: python: repr(value)"
        if case .object(let object as any ObjectOfKind) = self {
            note = object.textRemedy ?? note
        }
        throw TemplateError(.noText, "\(typeName) has no text of its own", notes: [.init(note)])
    }

    /// The text that a page gets, which takes the steps of writing it.
    ///
    /// - Throws: `TemplateError` with `noText` for containers.
    func insertedText(_ budget: inout Budget) throws(TemplateError) -> String {
        if case .string(let text) = self { return text }
        try checkText()
        return try textForm(&budget)
    }

    /// Appends the text form as UTF-8.
    func appendText(to bytes: inout some RangeReplaceableCollection<UInt8>) {
        if case .string(let text) = self {
            bytes.append(contentsOf: text.utf8)
        } else {
            bytes.append(contentsOf: textForm.utf8)
        }
    }
}
