// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// An object of JSON on one line.
struct AnswerLine {
    private var text: String.UnicodeScalarView = "".unicodeScalars

    /// The line without its end.
    var finished: String { "{\(String(text))}" }

    mutating func add(_ name: String, _ value: String) {
        if !text.isEmpty { text.append(",") }
        append(name)
        text.append(":")
        append(value)
    }

    /// Adds an error: when it happened, its code and its message.
    mutating func add(_ error: TemplateError, phase: String) {
        var inner = AnswerLine()
        inner.add("phase", phase)
        inner.add("code", error.code.rawValue)
        inner.add("message", error.message)
        if !text.isEmpty { text.append(",") }
        append("error")
        text.append(":")
        text.append(contentsOf: inner.finished.unicodeScalars)
    }

    private mutating func append(_ string: String) {
        text.append("\"")
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                text.append("\\")
                text.append(scalar)
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                text.append(contentsOf: escape.unicodeScalars)
            default: text.append(scalar)
            }
        }
        text.append("\"")
    }
}
