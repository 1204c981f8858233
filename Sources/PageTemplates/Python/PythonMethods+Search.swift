// SPDX-License-Identifier: Apache-2.0

extension PythonMethods {
    // MARK: Searching

    static let searchMethods: [PythonFunction] = [
        .init("find", 1...3) { arguments, budget throws(TemplateError) in
            .integer(try place(arguments, isLast: false, &budget) ?? -1)
        },
        .init("rfind", 1...3) { arguments, budget throws(TemplateError) in
            .integer(try place(arguments, isLast: true, &budget) ?? -1)
        },
        .init("index", 1...3) { arguments, budget throws(TemplateError) in
            .integer(try required(try place(arguments, isLast: false, &budget)))
        },
        .init("rindex", 1...3) { arguments, budget throws(TemplateError) in
            .integer(try required(try place(arguments, isLast: true, &budget)))
        },
        .init("count", 1...3) { arguments, budget throws(TemplateError) in
            guard let (text, _) = try searched(arguments, &budget) else { return .integer(0) }
            let part = try arguments.text(0)
            if part.isEmpty { return .integer(text.scalarCount + 1) }
            return .integer(PythonSearch.all(part, in: text).count)
        },
        affix("startswith") { text, affix in text.utf8.starts(with: affix.utf8) },
        affix("endswith") { text, affix in
            text.utf8.reversed().starts(with: affix.utf8.reversed())
        },
        .init("replace", 2...3) { arguments, budget throws(TemplateError) in
            .string(try PythonReplacing.replaced(arguments, &budget))
        },
    ]

    /// The part of the text that the bounds of a search leave, and where it
    /// starts; `nil` where nothing is left, not even an empty text.
    private static func searched(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> (String, Int)? {
        let text = arguments.text
        if arguments.count == 1 { return (text, 0) }
        let bounds = [arguments[1] ?? .nothing, arguments[2] ?? .nothing, .nothing]
        let length = text.scalarCount
        let slice = try PythonSlice(bounds)
        let indices = try slice.indices(for: length)
        let start = slice.lower ?? 0
        guard start <= length, indices.start <= indices.end else { return nil }
        return (text.scalars(indices.start..<indices.end), indices.start)
    }

    /// Where a part stands, counted in characters.
    private static func place(
        _ arguments: PythonArguments,
        isLast: Bool,
        _ budget: inout Budget
    ) throws(TemplateError) -> Int? {
        let part = try arguments.text(0)
        guard let (text, start) = try searched(arguments, &budget) else { return nil }
        let offset =
            isLast ? PythonSearch.last(part, in: text) : PythonSearch.first(part, in: text)
        return offset.map {
            start + String(decoding: text.utf8.prefix($0), as: UTF8.self).scalarCount
        }
    }

    private static func required(_ place: Int?) throws(TemplateError) -> Int {
        guard let place else { throw TemplateError(.valueError, "the text is not there") }
        return place
    }

    /// A test of the beginning or the end for one text, or for a tuple of them.
    private static func affix(
        _ name: String,
        _ test: @escaping @Sendable (String, String) -> Bool
    ) -> PythonFunction {
        .init(name, 1...3) { arguments, budget throws(TemplateError) in
            let affixes = arguments.first.pythonTuple ?? [arguments.first]
            let found = try searched(arguments, &budget)
            try budget.take(steps: affixes.count * ((found?.0.steps ?? 0) + 1))
            for affix in affixes {
                guard let affix = affix.pythonText else {
                    throw TemplateError(.typeError, "\(name)() needs texts")
                }
                if let (text, _) = found, test(text, affix) { return .bool(true) }
            }
            return .bool(false)
        }
    }
}

/// `str.replace`.
enum PythonReplacing {
    static func replaced(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> String {
        let text = arguments.text
        let (old, new) = (try arguments.text(0), try arguments.text(1))
        let count = arguments[2] == nil ? -1 : try arguments.integer(2)
        let limit = count < 0 ? Int.max : count
        let places =
            old.isEmpty
            ? Array(text.boundaries.prefix(limit)) : PythonSearch.all(old, in: text, limit: limit)
        let size = places.count.multipliedReportingOverflow(by: new.utf8.count)
        let kept = text.utf8.count - places.count * old.utf8.count
        let total = size.partialValue.addingReportingOverflow(kept)
        try budget.take(textSize: size.overflow || total.overflow ? .max : total.partialValue)
        try budget.take(steps: places.count)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        for place in places {
            result += bytes[position..<place] + new.utf8
            position = place + old.utf8.count
        }
        return String(decoding: result + bytes[position...], as: UTF8.self)
    }
}

extension PythonSearch {
    /// The offset of the last place.
    static func last(_ part: String, in text: String) -> Int? {
        let reversed = Array(part.utf8.reversed())
        let place = first(reversed, in: text.utf8.reversed(), from: 0, borders(of: reversed))
        return place.map { text.utf8.count - $0 - part.utf8.count }
    }
}

extension String {
    /// The offsets before each scalar and behind the last.
    var boundaries: [Int] {
        var offset = 0
        var result = [0]
        for scalar in unicodeScalars {
            offset += UTF8.width(scalar)
            result.append(offset)
        }
        return result
    }
}
