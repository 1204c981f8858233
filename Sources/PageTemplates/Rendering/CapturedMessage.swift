// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

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
    /// The content that stands where there is no translation gets its parts by their
    /// places and not by their names, for data may have put the same names into
    /// the content elsewhere, in an attribute perhaps.
    ///
    /// - Returns: The markup, and the filters that have refused a value in it.
    /// - Throws: `TemplateError` with `unsafePlace` where a value stands in a tag or in code.
    func content(
        of message: TemplateMessage,
        _ captured: CapturedMessage,
        translatedAs pattern: String?,
        _ composer: MessageComposer
    ) throws(TemplateError) -> (text: String, refusals: [PlaceFilter]) {
        var data: [String: PlacedValue] = [:]
        for (name, value) in zip(message.mapping.keys, message.mapping.values) {
            data[name] = try composed(value)
        }
        var composer = composer
        if let pattern {
            let parts = captured.parts.map { ($0.name, PlacedValue.markup($0.content)) }
            let values = Dictionary(parts) { _, last in last }.merging(data) { _, data in data }
            let markup = Array(pattern.utf8).numbering(in: composer.mode)
                .beforeText(composer.mode, isTextOnly: composer.isTextOnly)
            try composer.add(markup, values)
            return (composer.text, composer.refusals)
        }
        let last = Dictionary(captured.parts.map { ($0.name, $0.content) }) { _, last in last }
        var position = 0
        for part in captured.parts {
            try composer.add(Array(captured.content[position..<part.place.lowerBound]), data)
            position = part.place.upperBound
            try composer.add(
                data[part.name] ?? .markup(last[part.name] ?? []),
                named: part.name,
                before: captured.content[position...]
            )
        }
        try composer.add(Array(captured.content[position...]), data)
        return (composer.text, composer.refusals)
    }

    private func composed(_ value: TemplateValue) throws(TemplateError) -> PlacedValue {
        if case .markup(let markup) = value { return .markup(Array(markup.text.utf8)) }
        if case .object(let text as SafeText) = value { return .vouched(text) }
        return .text(Array(try text(of: value).utf8))
    }
}
