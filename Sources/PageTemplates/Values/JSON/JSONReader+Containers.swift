// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
    mutating func open(_ container: JSONContainer) throws(TemplateError) {
        guard open.count < TemplateValue.depthLimit else {
            throw failure(
                "data is nested deeper than \(TemplateValue.depthLimit) levels",
                at: offset..<offset + 1
            )
        }
        open.append(container)
        offset += 1
    }

    /// Reads on in the innermost container: its next entry, or its end.
    ///
    /// - Returns: The value that is complete by that, if one is.
    mutating func readEntryOrClose() throws(TemplateError) -> TemplateValue? {
        let container = open.count - 1
        let end = open[container].end
        skipWhiteSpace()
        if skip(end) { return try close() }
        if !open[container].isEmpty {
            guard skip(",") else { throw expected("',' or '\(end)'") }
        }
        if open[container].isMapping { try readKey() }
        return try readValueOrOpen()
    }

    private mutating func readKey() throws(TemplateError) {
        let container = open.count - 1
        skipWhiteSpace()
        let start = offset
        guard next == UInt8(ascii: "\"") else { throw expected("a key in double quotes") }
        let key = try readString()
        guard !open[container].builder.contains(key) else {
            throw failure("key \(Self.quoted(key)) comes twice", at: start..<offset)
        }
        open[container].setKey(key, at: start..<offset)
        skipWhiteSpace()
        guard skip(":") else { throw expected("':'") }
    }

    private mutating func close() throws(TemplateError) -> TemplateValue {
        let container = open.removeLast()
        guard container.isMapping else { return .list(container.elements) }
        let mapping = container.builder.mapping(sharing: &shapes)
        guard let key = container.specialKey else { return .mapping(mapping) }
        return key.name == JSONContainer.messageKey
            ? .object(try message(mapping, key)) : try vouched(mapping, key)
    }

    /// Text that somebody vouches for.
    private func vouched(
        _ mapping: TemplateMapping,
        _ key: JSONContainer.SpecialKey
    ) throws(TemplateError) -> TemplateValue {
        guard mapping.count == 1 else {
            throw failure("'\(key.name)' stands beside other keys", at: key.range)
        }
        guard case .string(let text)? = mapping[key.name],
            let value = SafeText.value(text, key.name)
        else { throw failure("'\(key.name)' needs a text", at: key.range) }
        return value
    }
}
