// SPDX-License-Identifier: Apache-2.0

extension ExpressionReader {
    /// Reads `name/step/step | alternative`.
    ///
    /// As soon as an alternative begins with a type prefix, the rest of the text
    /// is one expression of that type, as in zope.tales.
    mutating func path(_ text: SourceText, _ depth: Int) -> ExpressionSyntax {
        var alternatives: [ExpressionSyntax] = []
        var start = 0
        let bytes = text.bytes
        while true {
            if Self.prefixLength(bytes[start...].drop(while: \.isSpace)) != nil {
                alternatives.append(read(text[start..<bytes.count], depth + 1))
                break
            }
            let bar = bytes[start...].firstIndex(of: UInt8(ascii: "|"))
            alternatives.append(walk(text[start..<(bar ?? bytes.count)], of: text))
            guard let bar else { break }
            start = bar + 1
        }
        return ExpressionSyntax(.path(alternatives), text.trimmingSpace().range)
    }

    /// Reads one alternative, `name/step/step`, of a whole path.
    private mutating func walk(_ untrimmed: SourceText, of path: SourceText) -> ExpressionSyntax {
        let text = untrimmed.trimmingSpace()
        guard !text.bytes.isEmpty else {
            let notes = path.bytes.isEmpty ? [] : Habit.notes(.path, path.trimmingSpace().text)
            return broken("a path has an empty step", untrimmed.range, notes)
        }
        var segments = text.split(UInt8(ascii: "/"))
        let root = segments.removeFirst()
        guard root.bytes.isVariableName else {
            let message =
                root.bytes.isEmpty
                ? "a path has an empty step" : "'\(root.text)' is not a variable's name"
            return broken(message, root.range, Habit.notes(.path, text.text))
        }
        refusePrivate(root)
        let known = diagnostics.count
        let steps = segments.map { step($0) }
        // One remedy is for all of the path.
        if diagnostics.count > known {
            diagnostics[known].notes += Habit.notes(.path, text.text)
        }
        let walk = PathSyntax(root: NamedSyntax(root.text, root.range), steps: steps)
        return ExpressionSyntax(.walk(walk), text.range)
    }

    private mutating func step(_ segment: SourceText) -> StepSyntax {
        StepSyntax(kind: stepKind(segment), range: segment.range)
    }

    private mutating func stepKind(_ segment: SourceText) -> StepSyntax.Kind {
        if segment.bytes.isEmpty { return missing("a path has an empty step", segment.range) }
        let prefix = Self.prefixLength(segment.bytes)
        if prefix == nil ? segment.bytes.hasNoKey : segment.bytes.hasOperator {
            return missing("'\(segment.text)' is not a step of a path", segment.range)
        }
        if segment.bytes.first == UInt8(ascii: "?") {
            return variable(segment).map { .variable($0) } ?? .missing
        }
        if let prefix { return namespace(segment, prefix) }
        if let colon = segment.bytes.firstIndex(of: Byte.colon) {
            let name = segment[0..<colon].text
            return missing(
                "'\(name)' is not the name of a path namespace",
                segment.sourceRange(0..<colon)
            )
        }
        if !insertions.isEmpty, let step = computed(segment) { return step }
        refusePrivate(segment)
        return .key(segment.text)
    }

    /// A step with `%s` in it, which takes as many values.
    private mutating func computed(_ segment: SourceText) -> StepSyntax.Kind? {
        let literals = segment.text.split(
            separator: StepSyntax.placeholder,
            omittingEmptySubsequences: false
        )
        let count = literals.count - 1
        guard count > 0, count <= insertions.count else { return nil }
        let values = insertions.prefix(count).map { node in
            StringPieceSyntax.hole(ExpressionSyntax(.python(node), node.range), segment.range)
        }
        insertions.removeFirst(count)
        var pieces: [StringPieceSyntax] = []
        for (index, literal) in literals.enumerated() {
            if !literal.isEmpty { pieces.append(.literal(Array(literal.utf8), segment.range)) }
            if index < count { pieces.append(values[index]) }
        }
        return .computed(ExpressionSyntax(.string(pieces), segment.range))
    }

    private mutating func namespace(_ segment: SourceText, _ prefix: Int) -> StepSyntax.Kind {
        let name = NamedSyntax(segment[0..<prefix].text, segment.sourceRange(0..<prefix))
        let argument = segment[prefix + 1..<segment.bytes.count]
        guard !argument.bytes.isEmpty else {
            return missing("a path namespace needs a name", segment.range)
        }
        if argument.bytes.first == UInt8(ascii: "?") {
            return variable(argument).map { .namespace(name, .variable($0)) } ?? .missing
        }
        return .namespace(name, .literal(NamedSyntax(argument.text, argument.range)))
    }

    /// The name behind the `?` of a computed step.
    private mutating func variable(_ segment: SourceText) -> NamedSyntax? {
        let name = segment[1..<segment.bytes.count]
        guard name.bytes.isVariableName else {
            report("'\(segment.text)' does not name a variable behind '?'", segment.range)
            return nil
        }
        refusePrivate(name)
        return NamedSyntax(name.text, name.range)
    }

    private mutating func missing(_ message: String, _ range: Range<Int>) -> StepSyntax.Kind {
        report(message, range)
        return .missing
    }

    mutating func refusePrivate(_ name: SourceText) {
        guard name.bytes.first == UInt8(ascii: "_"), !options.readsPrivateNames else { return }
        diagnostics.append(
            error(
                .privateName,
                "'\(name.text)' is private: names that start with '_' are not for templates",
                name.range
            )
        )
    }
}

/// What never stands in a key: keys that have it are the values of variables, and whoever
/// writes it means something else.
private let neverInKeys = Set("<>=!,()[]{}\"'$&*;^\\`".utf8)

extension Collection<UInt8> {
    /// Whether a step cannot be the key of something.
    fileprivate var hasNoKey: Bool {
        contains { $0.isSpace || neverInKeys.contains($0) }
    }

    /// Whether an operator stands behind white space, as in `request/session:count > 3`; all
    /// other text behind the colon is for the namespace.
    fileprivate var hasOperator: Bool {
        var isBehindSpace = false
        for byte in self {
            if isBehindSpace, "<>=!".utf8.contains(byte) { return true }
            isBehindSpace = byte.isSpace
        }
        return false
    }
}
