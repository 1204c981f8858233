extension JSONReader {
    mutating func readArray() throws(TemplateError) -> TemplateValue {
        try enter()
        var elements: [TemplateValue] = []
        while try !skipEnd("]", isFirst: elements.isEmpty) {
            elements.append(try readValue())
        }
        depth -= 1
        return .list(elements)
    }

    mutating func readObject() throws(TemplateError) -> TemplateValue {
        try enter()
        var builder = TemplateMapping.Builder()
        var special: SpecialKey?
        var isFirst = true
        while try !skipEnd("}", isFirst: isFirst) {
            isFirst = false
            let (key, range) = try readKey()
            guard !builder.contains(key) else {
                throw failure("key \(Self.quoted(key)) comes twice", at: range)
            }
            special = special ?? SpecialKey(key, at: range)
            builder.set(key, try readValue())
        }
        depth -= 1
        let mapping = builder.mapping(sharing: &shapes)
        guard let special else { return .mapping(mapping) }
        return try value(of: mapping, special)
    }

    private mutating func enter() throws(TemplateError) {
        guard depth < TemplateValue.depthLimit else {
            throw failure(
                "data is nested deeper than \(TemplateValue.depthLimit) levels",
                at: offset..<offset + 1
            )
        }
        depth += 1
        offset += 1
    }

    /// Steps over the end of a container, or over the comma before an entry.
    private mutating func skipEnd(
        _ end: Unicode.Scalar,
        isFirst: Bool
    ) throws(TemplateError) -> Bool {
        skipWhiteSpace()
        if skip(end) { return true }
        if isFirst { return false }
        guard skip(",") else { throw expected("',' or '\(end)'") }
        return false
    }

    private mutating func readKey() throws(TemplateError) -> (String, Range<Int>) {
        skipWhiteSpace()
        let start = offset
        guard next == UInt8(ascii: "\"") else { throw expected("a key in double quotes") }
        let key = try readString()
        let range = start..<offset
        skipWhiteSpace()
        guard skip(":") else { throw expected("':'") }
        return (key, range)
    }
}

// MARK: - Special objects

extension JSONReader {
    /// A key that makes more than a mapping of its object.
    private struct SpecialKey {
        let name: String
        let range: Range<Int>

        init?(_ key: String, at range: Range<Int>) {
            guard key == "$markup" || key == "$message" else { return nil }
            name = key
            self.range = range
        }
    }

    private func value(
        of mapping: TemplateMapping,
        _ key: SpecialKey
    ) throws(TemplateError) -> TemplateValue {
        guard key.name == "$markup" else {
            throw failure("'$message' is not available in this version", at: key.range)
        }
        guard mapping.count == 1 else {
            throw failure("'$markup' stands beside other keys", at: key.range)
        }
        guard case .string(let text)? = mapping[key.name] else {
            throw failure("'$markup' needs a text", at: key.range)
        }
        return .markup(SafeMarkup(unchecked: text, reason: "the data file vouches for it"))
    }
}
