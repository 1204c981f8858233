// SPDX-License-Identifier: Apache-2.0

extension TemplateError {
    /// What `error` is in a `tal:on-error` expression: `type`, which is
    /// Python's name for errors of Python, `value`, whose text is the message and
    /// whose `args` are those of Python's error, and where it happened, `lineno`
    /// and `offset` as zope.tal names and counts them, `line` and `column` as
    /// reports do.
    var asValue: TemplateValue {
        let line = TemplateValue.integer(location?.line ?? 0)
        let column = location?.column ?? 0
        let arguments = TemplateValue.tuple(pythonException.arguments)
        let entries: [(String, TemplateValue)] = [
            ("type", .string(code.pythonName ?? code.rawValue)),
            ("value", .object(Record("the value of an error", text: message, ["args": arguments]))),
            ("lineno", line),
            ("offset", .integer(max(0, column - 1))),
            ("line", line),
            ("column", .integer(column)),
        ]
        return .object(Record("the error", text: message, TemplateMapping(entries)))
    }
}
