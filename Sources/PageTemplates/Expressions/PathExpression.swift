extension ExpressionParser {
    /// Reads `name/step/step | alternative`.
    ///
    /// As soon as an alternative begins with a type prefix, the rest of the text
    /// is one expression of that type, as in zope.tales.
    func path(_ text: ExpressionText, _ depth: Int) throws(TemplateError) -> Expression {
        var alternatives: [Expression] = []
        var start = 0
        let bytes = text.bytes
        while true {
            if Self.prefixLength(bytes[start...].drop(while: \.isSpace)) != nil {
                alternatives.append(try parse(text[start..<bytes.count], depth + 1))
                break
            }
            let bar = bytes[start...].firstIndex(of: UInt8(ascii: "|"))
            alternatives.append(try walk(text[start..<(bar ?? bytes.count)]))
            guard let bar else { break }
            start = bar + 1
        }
        return Expression(kind: .path(alternatives), range: text.trimmingSpace().range)
    }

    /// Reads one alternative, `name/step/step`.
    private func walk(_ untrimmed: ExpressionText) throws(TemplateError) -> Expression {
        let text = untrimmed.trimmingSpace()
        var segments = text.split(UInt8(ascii: "/"))
        if let empty = segments.first(where: { $0.bytes.isEmpty }) {
            let range = text.bytes.isEmpty ? untrimmed.range : empty.range
            throw error(.invalidExpression, "a path has an empty step", range)
        }
        let root = segments.removeFirst()
        guard root.bytes.isVariableName else {
            throw error(
                .invalidExpression,
                "'\(root.text)' is not a variable's name",
                root.range
            )
        }
        try refusePrivate(root)
        var steps: [PathStep] = []
        for segment in segments {
            steps.append(try step(segment))
        }
        let walk = PathWalk(root: root.text, rootRange: root.range, steps: steps)
        return Expression(kind: .walk(walk), range: text.range)
    }

    private func step(_ segment: ExpressionText) throws(TemplateError) -> PathStep {
        if segment.bytes.first == UInt8(ascii: "?") {
            return PathStep(kind: .variable(try variable(segment)), range: segment.range)
        }
        if let prefix = Self.prefixLength(segment.bytes) {
            return PathStep(kind: try namespace(segment, prefix), range: segment.range)
        }
        if let colon = segment.bytes.firstIndex(of: Byte.colon) {
            let name = segment[0..<colon].text
            throw error(
                .invalidExpression,
                "'\(name)' is not the name of a path namespace",
                segment.sourceRange(0..<colon)
            )
        }
        try refusePrivate(segment)
        return PathStep(kind: .key(segment.text), range: segment.range)
    }

    private func namespace(
        _ segment: ExpressionText,
        _ prefix: Int
    ) throws(TemplateError) -> PathStep.Kind {
        let argument = segment[prefix + 1..<segment.bytes.count]
        guard !argument.bytes.isEmpty else {
            throw error(.invalidExpression, "a path namespace needs a name", segment.range)
        }
        if argument.bytes.first == UInt8(ascii: "?") {
            let name = try variable(argument)
            return .namespace(segment[0..<prefix].text, argument: .variable(name))
        }
        return .namespace(segment[0..<prefix].text, argument: .literal(argument.text))
    }

    /// The name behind the `?` of a computed step.
    private func variable(_ segment: ExpressionText) throws(TemplateError) -> String {
        let name = segment[1..<segment.bytes.count]
        guard name.bytes.isVariableName else {
            throw error(
                .invalidExpression,
                "'\(segment.text)' does not name a variable behind '?'",
                segment.range
            )
        }
        try refusePrivate(name)
        return name.text
    }

    private func refusePrivate(_ name: ExpressionText) throws(TemplateError) {
        guard name.bytes.first == UInt8(ascii: "_") else { return }
        throw error(
            .privateName,
            "'\(name.text)' is private: names that start with '_' are not for templates",
            name.range
        )
    }
}
