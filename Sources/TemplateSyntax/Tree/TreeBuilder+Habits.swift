// SPDX-License-Identifier: Apache-2.0

// What is written as in another template language, and goes out as it stands.
extension TreeBuilder {
    /// Warns of `{{ value }}` and its like in text, where holes are read.
    mutating func checkHabits(in range: Range<Int>, _ pieces: [TextPiece]?) {
        guard let pieces else { return checkHabits(in: range) }
        for case .literal(let literal) in pieces { checkHabits(in: literal) }
    }

    /// Warns of attributes and elements that are statements elsewhere, and of what stands in
    /// the values of attributes.
    mutating func checkHabits(of tag: ScannedTag, interpolates: Bool) {
        checkPrefix(of: tag.name)
        for attribute in scanned {
            checkPrefix(of: attribute.name)
            if isOfScripts(attribute.name) {
                isTemplateOfScripts = isTemplateOfScripts || beginsTemplate(attribute.name)
                continue
            }
            guard interpolates, let value = attribute.value, mayHaveHabits(value) else { continue }
            for literal in literals(of: value) { checkHabits(in: literal) }
        }
    }

    /// The parts of a value outside of its holes.
    private func literals(of value: Range<Int>) -> [Range<Int>] {
        guard InterpolationScanner.next(in: source.bytes[value]) != nil else { return [value] }
        // Only the value: what begins in it and does not end is no hole.
        let bytes = Array(source.bytes[value])
        let offset = value.lowerBound
        var literals: [Range<Int>] = []
        var position = 0
        while let hole = InterpolationScanner.next(in: bytes[position...]),
            let end = InterpolationScanner.end(of: hole, in: bytes, options)
        {
            literals.append(position + offset..<hole + offset)
            position = end
        }
        return literals + [position + offset..<value.upperBound]
    }

    /// How values and statements begin elsewhere, and how they end.
    private static let marks: [(opening: StaticString, closing: StaticString, name: String)] = [
        ("{{", "}}", "{{ … }}"), ("{%", "%}", "{% … %}"), ("<%", "%>", "<% … %>"),
    ]

    private struct Mark {
        let name: String
        let place: Range<Int>
    }

    private mutating func checkHabits(in range: Range<Int>) {
        if !isTemplateOfScripts { firstMark(in: range).map { warn(of: $0) } }
        brokenHole(in: range).map { place in
            warn(
                "'\(source.text(place))' is no hole, and goes out as it stands",
                at: place,
                notes: [.init("a hole is '${' … '}'")]
            )
        }
    }

    /// Whether a value has a sign that all of those begin or end with.
    private func mayHaveHabits(_ range: Range<Int>) -> Bool {
        source.bytes[range].contains { byte in
            byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == Byte.less
        }
    }

    /// The first `$name}`, `{$name}`, `{a/b}` or `{string:x}` on a line, which a sign in the
    /// right place makes a hole.
    private func brokenHole(in range: Range<Int>) -> Range<Int>? {
        var (dollar, braces): (Int?, [Int]) = (nil, [])
        for index in range {
            switch source.bytes[index] {
            case Byte.newline: (dollar, braces) = (nil, [])
            case UInt8(ascii: "$"): dollar = index
            case UInt8(ascii: "{"): braces.append(index)
            case UInt8(ascii: "}"):
                let brace = braces.popLast()
                if let brace, brace - 1 == dollar {
                    dollar = nil
                    continue
                }
                if let dollar, index > dollar + 1, brace.map({ $0 + 1 == dollar }) ?? true {
                    return (brace ?? dollar)..<index + 1
                }
                if let brace, isExpression(brace + 1..<index) { return brace..<index + 1 }
            default: continue
            }
        }
        return nil
    }

    /// Whether what stands in braces can be nothing else than a path of several steps, or an
    /// expression of a type of the language.
    private func isExpression(_ range: Range<Int>) -> Bool {
        let bytes = source.bytes[range]
        if let prefix = ExpressionReader.prefixLength(bytes) {
            let name = String(decoding: bytes.prefix(prefix), as: UTF8.self)
            return ExpressionReader.prefixes.contains(name)
        }
        let steps = bytes.split(separator: Byte.slash, omittingEmptySubsequences: false)
        return steps.count > 1 && steps.allSatisfy(\.isVariableName)
    }

    private mutating func warn(of mark: Mark) {
        let text = source.text(mark.place)
        warn("'\(mark.name)' goes out as it stands", .text, text, at: mark.place)
    }

    /// The first one that has its end.
    private func firstMark(in range: Range<Int>) -> Mark? {
        Self.marks.compactMap { mark in
            guard let start = scanner.firstIndex(of: mark.opening, in: range),
                let end = scanner.firstIndex(of: mark.closing, in: start..<range.upperBound)
            else { return nil }
            return Mark(name: mark.name, place: start..<end + mark.closing.utf8CodeUnitCount)
        }
        .min { $0.place.lowerBound < $1.place.lowerBound }
    }

    /// Whether an attribute belongs to a library that runs in the browser, whose values
    /// are its own language.
    private func isOfScripts(_ name: Range<Int>) -> Bool {
        let name = source.text(name)
        return ["v-", "x-", "ng-", "data-", ":", "@", "*", "[", "(", "#", "on"]
            .contains { name.hasPrefix($0) }
    }

    /// Whether one says that `{{ }}` in the page are its library's, as `ng-app` does.
    private func beginsTemplate(_ name: Range<Int>) -> Bool {
        let name = source.text(name)
        return ["v-", "x-", "ng-", "data-ng-", "*ng"].contains { name.hasPrefix($0) }
    }

    // MARK: - Statements of others

    /// The prefixes of statements in Thymeleaf, Genshi, JSTL and others.
    private static let prefixes: Set<String> = ["th", "t", "py", "c"]

    private mutating func checkPrefix(of range: Range<Int>) {
        guard let colon = source.bytes[range.prefix(3)].firstIndex(of: Byte.colon) else { return }
        let prefix = reader.key(range.lowerBound..<colon)
        guard Self.prefixes.contains(prefix), isForeign(prefix) else { return }
        let name = reader.key(colon + 1..<range.upperBound)
        // In Thymeleaf both put another template into the page.
        let isInclusion = prefix == "th" && ["replace", "insert"].contains(name)
        let habit = isInclusion ? "include" : name
        let isKnown = StatementNames.known(in: .tal).contains(habit)
        guard isKnown || Habit.remedy(.statement, habit) != nil else { return }
        let message = "'\(prefix):\(name)' is no statement, and goes out as it stands"
        guard !isKnown else {
            return warn(message, at: range, notes: [.init("here it is 'tal:\(name)'")])
        }
        warn(message, .statement, habit, at: range)
    }

    /// Whether a prefix has no meaning here; in XML it may belong to another vocabulary.
    private func isForeign(_ prefix: String) -> Bool {
        scope.namespace(of: prefix[...]) == nil
            && (source.mode != .xml || !scope.isDeclared(prefix))
    }

    private mutating func warn(
        _ message: String,
        _ place: Habit.Place,
        _ text: String,
        at range: Range<Int>
    ) {
        warn(message, at: range, notes: Habit.notes(place, text))
    }

    private mutating func warn(_ message: String, at range: Range<Int>, notes: [Diagnostic.Note]) {
        expressions.diagnostics.append(
            Diagnostic(.foreignSyntax, message, at: range, severity: .warning, notes: notes)
        )
    }
}
