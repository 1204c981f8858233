// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension PythonMethods {
    // MARK: Cutting and joining

    static let cuttingMethods: [PythonFunction] = [
        .init("split", 0...2, keywords: ["sep", "maxsplit"]) {
            arguments,
            budget throws(TemplateError) in
            try PythonSplitting.split(arguments, fromEnd: false, &budget)
        },
        .init("rsplit", 0...2, keywords: ["sep", "maxsplit"]) {
            arguments,
            budget throws(TemplateError) in
            try PythonSplitting.split(arguments, fromEnd: true, &budget)
        },
        .init("splitlines", 0...1, keywords: ["keepends"]) {
            arguments,
            budget throws(TemplateError) in
            let text = arguments.text
            let keepsEnds = try arguments.value(0, "keepends")?.isTrue ?? false
            return try PythonSplitting.lines(text, keepsEnds, &budget)
        },
        .init("join", 1...1) { arguments, budget throws(TemplateError) in
            .string(try PythonSplitting.joined(arguments, &budget))
        },
        .init("partition", 1...1) { arguments, budget throws(TemplateError) in
            try PythonSplitting.partition(arguments, atLast: false, &budget)
        },
        .init("rpartition", 1...1) { arguments, budget throws(TemplateError) in
            try PythonSplitting.partition(arguments, atLast: true, &budget)
        },
    ]
}

/// Cuts texts into lists and joins them again.
enum PythonSplitting {
    static func split(
        _ arguments: PythonArguments,
        fromEnd: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let text = arguments.text
        let limit = try arguments.value(1, "maxsplit") ?? .integer(-1)
        guard let limit = limit.pythonInteger else {
            throw TemplateError(.typeError, "\(limit.pythonName) is not a number of cuts")
        }
        let count = limit < 0 ? Int.max : limit
        let separator = try arguments.value(0, "sep") ?? .nothing
        if case .nothing = separator {
            return try list(words(text, count, fromEnd), &budget)
        }
        guard let separator = separator.pythonText else {
            throw TemplateError(.typeError, "\(separator.pythonName) is not a separator")
        }
        guard !separator.isEmpty else {
            throw TemplateError(.valueError, "the separator is empty")
        }
        var places = PythonSearch.all(separator, in: text, limit: fromEnd ? .max : count)
        if fromEnd { places = placesFromEnd(separator, text, count) }
        return try list(parts(text, places, separator.utf8.count), &budget)
    }

    private static func list(
        _ parts: [String],
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        try budget.take(steps: parts.count)
        return .list(parts.map { .string($0) })
    }

    /// Places that do not overlap, found from the end.
    private static func placesFromEnd(_ separator: String, _ text: String, _ count: Int) -> [Int] {
        let part = Array(separator.utf8.reversed())
        let bytes = Array(text.utf8.reversed())
        let borders = PythonSearch.borders(of: part)
        var places: [Int] = []
        var position = 0
        while places.count < count,
            let place = PythonSearch.first(part, in: bytes, from: position, borders)
        {
            places.append(bytes.count - place - part.count)
            position = place + part.count
        }
        return places.reversed()
    }

    private static func parts(_ text: String, _ places: [Int], _ width: Int) -> [String] {
        let bytes = Array(text.utf8)
        var parts: [String] = []
        var position = 0
        for place in places {
            parts.append(String(decoding: bytes[position..<place], as: UTF8.self))
            position = place + width
        }
        return parts + [String(decoding: bytes[position...], as: UTF8.self)]
    }

    /// The words between white space; what is left after the last cut is one.
    private static func words(_ text: String, _ count: Int, _ fromEnd: Bool) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var rest = (fromEnd ? scalars.reversed() : scalars)[...]
        var words: [String] = []
        while true {
            rest = rest.drop(while: PythonCharacters.isSpace)
            guard !rest.isEmpty else { break }
            let word =
                words.count == count ? rest : rest.prefix { !PythonCharacters.isSpace($0) }
            let letters = fromEnd ? word.reversed() : Array(word)
            words.append(String(String.UnicodeScalarView(letters)))
            rest = rest.dropFirst(word.count)
        }
        return fromEnd ? words.reversed() : words
    }

    static func lines(
        _ text: String,
        _ keepsEnds: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        var lines: [TemplateValue] = []
        var rest = Array(text.unicodeScalars)[...]
        while let first = rest.firstIndex(where: PythonCharacters.isLineEnd) {
            let isPair = rest[first] == "\r" && first + 1 < rest.endIndex && rest[first + 1] == "\n"
            let behind = first + (isPair ? 2 : 1)
            let line = rest[..<(keepsEnds ? behind : first)]
            lines.append(.string(String(String.UnicodeScalarView(line))))
            rest = rest[behind...]
        }
        if !rest.isEmpty { lines.append(.string(String(String.UnicodeScalarView(rest)))) }
        try budget.take(steps: lines.count)
        return .list(lines)
    }

    static func joined(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let separator = arguments.text
        let items = try PythonItems.elements(of: arguments.first, &budget)
        var texts: [String] = []
        var size = max(0, items.count - 1).multipliedReportingOverflow(by: separator.utf8.count)
        for (index, item) in items.enumerated() {
            guard let text = item.pythonText else {
                let message = "item \(index) of join() is \(item.pythonName), not a text"
                throw TemplateError(.typeError, message)
            }
            texts.append(text)
            if !size.overflow { size = size.partialValue.addingReportingOverflow(text.utf8.count) }
        }
        try budget.take(textSize: size.overflow ? .max : size.partialValue)
        return texts.joined(separator: separator)
    }

    /// What stands before a separator, the separator, and what is behind it.
    static func partition(
        _ arguments: PythonArguments,
        atLast: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let text = arguments.text
        let separator = try arguments.text(0)
        guard !separator.isEmpty else {
            throw TemplateError(.valueError, "the separator is empty")
        }
        let place =
            atLast
            ? PythonSearch.last(separator, in: text) : PythonSearch.first(separator, in: text)
        guard let place else {
            return .tuple(atLast ? ["", "", .string(text)] : [.string(text), "", ""])
        }
        let parts = parts(text, [place], separator.utf8.count)
        return .tuple([.string(parts[0]), .string(separator), .string(parts[1])])
    }
}
