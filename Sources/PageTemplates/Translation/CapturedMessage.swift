/// The content of an element that is a message, as it has been rendered.
struct CapturedMessage {
    /// The content, with `${name}` in the places of its parts.
    let content: [UInt8]

    /// The parts in their order; of those with one name the last one counts.
    let parts: [CapturedPart]
}

extension Translation {
    /// The markup of a message that is content.
    ///
    /// Parts are markup already, and the values of the mapping are escaped. The
    /// content that stands where there is no translation gets its parts by their
    /// places and not by their names, for data may have put the same names into
    /// the content elsewhere, in an attribute perhaps.
    func content(
        of message: TemplateMessage,
        _ captured: CapturedMessage
    ) throws(TemplateError) -> String {
        var values: [String: [UInt8]] = [:]
        for part in captured.parts { values[part.name] = part.content }
        for (name, value) in zip(message.mapping.keys, message.mapping.values) {
            values[name] = try markup(of: value)
        }
        if let pattern = try pattern(of: message) {
            return text(MessageNames.replace(in: Array(pattern.utf8)) { values[$0] })
        }
        var result: [UInt8] = []
        var position = 0
        for part in captured.parts {
            let before = Array(captured.content[position..<part.place.lowerBound])
            result += replaceData(message, in: before, values) + (values[part.name] ?? [])
            position = part.place.upperBound
        }
        let rest = Array(captured.content[position...])
        return text(result + replaceData(message, in: rest, values))
    }

    private func replaceData(
        _ message: TemplateMessage,
        in text: [UInt8],
        _ values: [String: [UInt8]]
    ) -> [UInt8] {
        guard message.mapping.count > 0 else { return text }
        return MessageNames.replace(in: text) { message.mapping[$0] == nil ? nil : values[$0] }
    }

    private func markup(of value: TemplateValue) throws(TemplateError) -> [UInt8] {
        if case .markup(let markup) = value { return Array(markup.text.utf8) }
        return Array(try text(of: value).utf8).escaped(.doubleQuoted)
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
