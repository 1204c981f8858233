// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonMethods {
    // MARK: Case and kind

    static let caseMethods: [PythonFunction] = [
        changing("upper", PythonCase.upper),
        changing("lower", PythonCase.lower),
        changing("title", PythonCase.title),
        changing("capitalize", PythonCase.capitalized),
        changing("swapcase", PythonCase.swapped),
        changing("casefold", PythonCase.folded),
    ]

    /// A method without arguments that gives another text.
    private static func changing(
        _ name: String,
        _ change: @escaping @Sendable (String) -> String
    ) -> PythonFunction {
        .init(name, 0...0) { arguments, budget throws(TemplateError) in
            let result = change(arguments.text)
            try budget.check(text: result)
            return .string(result)
        }
    }

    static let testMethods: [PythonFunction] = [
        testing("isdigit") { $0.allSatisfy(PythonCharacters.isDigit) },
        testing("isdecimal") { $0.allSatisfy { PythonCharacters.decimalDigit($0) != nil } },
        testing("isnumeric") { $0.allSatisfy { $0.properties.numericType != nil } },
        testing("isalpha") { $0.allSatisfy(PythonCharacters.isLetter) },
        testing("isalnum") { $0.allSatisfy(PythonCharacters.isAlphanumeric) },
        testing("isascii", ofEmpty: true) { $0.allSatisfy(\.isASCII) },
        testing("isprintable", ofEmpty: true) { $0.allSatisfy(PythonString.isPrintable) },
        testing("isidentifier", PythonCharacters.isIdentifier),
        testing("istitle", PythonCharacters.isTitle),
        testing("isspace") { $0.allSatisfy(PythonCharacters.isSpace) },
        testing("isupper") { scalars in
            scalars.contains(where: PythonCharacters.isUpper)
                && !scalars.contains {
                    PythonCharacters.isLower($0) || PythonCharacters.isTitle($0)
                }
        },
        testing("islower") { scalars in
            scalars.contains(where: PythonCharacters.isLower)
                && !scalars.contains {
                    PythonCharacters.isUpper($0) || PythonCharacters.isTitle($0)
                }
        },
    ]

    /// A method that tests the characters of a text, and says `ofEmpty` of one
    /// that has none.
    private static func testing(
        _ name: String,
        ofEmpty: Bool = false,
        _ test: @escaping @Sendable (String.UnicodeScalarView) -> Bool
    ) -> PythonFunction {
        .init(name, 0...0) { arguments, _ throws(TemplateError) in
            let text = arguments.text
            return .bool(text.isEmpty ? ofEmpty : test(text.unicodeScalars))
        }
    }

    // MARK: Trimming and filling

    static let trimmingMethods: [PythonFunction] = [
        stripping("strip", atStart: true, atEnd: true),
        stripping("lstrip", atStart: true, atEnd: false),
        stripping("rstrip", atStart: false, atEnd: true),
        filling("ljust", .left),
        filling("rjust", .right),
        .init("center", 1...2) { arguments, budget throws(TemplateError) in
            let text = arguments.text
            let missing = try arguments.integer(0).subtractingReportingOverflow(text.scalarCount)
            let count = missing.overflow ? 0 : max(0, missing.partialValue)
            // Python puts the odd one to the left where the width is odd too.
            let left = count / 2 + (count & 1 & (try arguments.integer(0)))
            return try filled(text, left, count - left, arguments, &budget)
        },
        .init("zfill", 1...1) { arguments, budget throws(TemplateError) in
            let text = arguments.text
            var specification = PythonFormatSpecification()
            specification.width = max(0, try arguments.integer(0))
            specification.fill = "0"
            let sign = text.utf8.first.map { "+-".utf8.contains($0) } ?? false
            return .string(
                try specification.padded(
                    text,
                    signLength: sign ? 1 : 0,
                    default: .afterSign,
                    &budget
                )
            )
        },
        .init("expandtabs", 0...1, keywords: ["tabsize"]) {
            arguments,
            budget throws(TemplateError) in
            .string(try PythonTabs.expanded(arguments, &budget))
        },
        .init("removeprefix", 1...1) { arguments, budget throws(TemplateError) in
            let text = arguments.text
            let prefix = try arguments.text(0)
            guard text.utf8.starts(with: prefix.utf8) else { return .string(text) }
            return .string(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
        },
        .init("removesuffix", 1...1) { arguments, budget throws(TemplateError) in
            let text = arguments.text
            let suffix = try arguments.text(0)
            guard text.utf8.reversed().starts(with: suffix.utf8.reversed()) else {
                return .string(text)
            }
            return .string(String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
        },
    ]

    private static func stripping(
        _ name: String,
        atStart: Bool,
        atEnd: Bool
    ) -> PythonFunction {
        .init(name, 0...1) { arguments, budget throws(TemplateError) in
            var rest = arguments.text.unicodeScalars[...]
            var isStripped = PythonCharacters.isSpace
            if let set = arguments[0], set.pythonKind != .none {
                let scalars = Set(try arguments.text(0).unicodeScalars)
                isStripped = { scalars.contains($0) }
            }
            if atStart { rest = rest.drop(while: isStripped) }
            while atEnd, let last = rest.last, isStripped(last) { rest.removeLast() }
            return .string(String(rest))
        }
    }

    private static func filling(
        _ name: String,
        _ alignment: PythonFormatSpecification.Alignment
    ) -> PythonFunction {
        .init(name, 1...2) { arguments, budget throws(TemplateError) in
            let text = arguments.text
            let missing = try arguments.integer(0).subtractingReportingOverflow(text.scalarCount)
            let count = missing.overflow ? 0 : max(0, missing.partialValue)
            let isLeft = alignment == .left
            return try filled(text, isLeft ? 0 : count, isLeft ? count : 0, arguments, &budget)
        }
    }

    /// A text with so many fill characters on each side.
    private static func filled(
        _ text: String,
        _ left: Int,
        _ right: Int,
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let fill = arguments[1] == nil ? " " : try arguments.text(1)
        guard fill.unicodeScalars.count == 1 else {
            throw TemplateError(.typeError, "the fill must be one character")
        }
        let size = (left + right).multipliedReportingOverflow(by: fill.utf8.count)
        try budget.take(
            textSize: size.overflow ? .max : text.utf8.count + min(size.partialValue, Int.max / 2)
        )
        return .string(
            String(repeating: fill, count: left) + text + String(repeating: fill, count: right)
        )
    }
}

/// Replaces tabs by blanks up to the next column of a grid.
enum PythonTabs {
    static func expanded(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let text = arguments.text
        let value = try arguments.value(0, "tabsize") ?? .integer(8)
        guard let size = value.pythonInteger else {
            throw TemplateError(.typeError, "\(value.pythonName) is not a size of tabs")
        }
        var result = ""
        var column = 0
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                let count = size > 0 ? size - column % size : 0
                try budget.check(
                    textSize: result.utf8.count.addingReportingOverflow(count).overflow
                        ? .max : result.utf8.count + count
                )
                result += String(repeating: " ", count: count)
                column += count
            } else {
                result.unicodeScalars.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return result
    }
}
