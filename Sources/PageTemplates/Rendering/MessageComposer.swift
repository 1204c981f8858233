// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Puts the values of a message into its markup, each escaped for its place.
struct MessageComposer {
    /// The id of the message, for errors.
    private let id: String
    let mode: MarkupMode
    private let configuration: TemplateConfiguration

    /// Whether a browser reads no markup where the message stands.
    let isTextOnly: Bool

    private var markup: MessageMarkup
    private var bytes: [UInt8] = []

    /// The filters that have refused a value.
    private(set) var refusals: [PlaceFilter] = []

    init(id: String, _ mode: MarkupMode, _ configuration: TemplateConfiguration, isTextOnly: Bool) {
        self.id = id
        self.mode = mode
        self.configuration = configuration
        self.isTextOnly = isTextOnly
        markup = MessageMarkup(isInText: isTextOnly, in: mode)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds markup with the values of the names in it.
    mutating func add(_ pattern: [UInt8], _ values: [String: PlacedValue]) throws(TemplateError) {
        var read = 0
        var markup = markup
        var refusals: [PlaceFilter] = []
        bytes += try MessageNames.replace(in: pattern) { name, range throws(TemplateError) in
            guard let value = values[name] else { return nil }
            markup.read(pattern[read..<range.lowerBound])
            read = range.upperBound
            let (bytes, refusal) = try composed(value, behind: markup, pattern[read...], name)
            if let refusal { refusals.append(refusal) }
            markup.readValue()
            return bytes
        }
        markup.read(pattern[read...])
        self.markup = markup
        self.refusals += refusals
    }

    /// Adds one value, before the markup behind it.
    mutating func add(
        _ value: PlacedValue,
        named name: String,
        before following: ArraySlice<UInt8>
    ) throws(TemplateError) {
        let (written, refusal) = try composed(value, behind: markup, following, name)
        bytes += written
        if let refusal { refusals.append(refusal) }
        markup.readValue()
    }

    /// A value as it is written, and the filter that has refused it.
    ///
    /// Plain text has no markup to be escaped for. A browser drops a line end at the start of
    /// a `<pre>`, so that of a value is doubled.
    private func composed(
        _ value: PlacedValue,
        behind markup: MessageMarkup,
        _ following: ArraySlice<UInt8>,
        _ name: String
    ) throws(TemplateError) -> ([UInt8], PlaceFilter?) {
        guard mode != .text else { return (value.bytes, nil) }
        guard !markup.isInReference else {
            throw unsafe(name, "stands behind an ampersand", "write the ampersand as '&amp;'")
        }
        switch isTextOnly ? markup.placeInText : markup.place {
        case .text:
            let bytes =
                if case .markup(let markup) = value { markup } else {
                    value.bytes.escaped(mode == .xml ? .xmlText : .doubleQuoted)
                }
            return (keepingLineEnd(bytes, behind: markup), nil)
        case .textOnly:
            let bytes = value.text.escaped(mode == .xml ? .xmlText : .text)
            return (keepingLineEnd(bytes, behind: markup), nil)
        case .quoted(let attribute):
            return try composed(value, in: attribute, following, name)
        case .unsafe(let remark):
            let remedy = "a value can stand in text and in quoted attributes"
            throw unsafe(name, "stands \(remark)", remedy)
        }
    }

    private func keepingLineEnd(_ bytes: [UInt8], behind markup: MessageMarkup) -> [UInt8] {
        guard mode == .html, markup.dropsLineEnd, let first = bytes.first,
            first == Byte.newline || first == Byte.carriageReturn
        else { return bytes }
        return [Byte.newline] + bytes
    }

    private func composed(
        _ value: PlacedValue,
        in attribute: MessageMarkup.Attribute,
        _ following: ArraySlice<UInt8>,
        _ name: String
    ) throws(TemplateError) -> ([UInt8], PlaceFilter?) {
        let escaping = Escaping(quote: attribute.quote, mode)
        let filter: PlaceFilter
        let around = AttributeSurroundings(element: attribute.element, mode: mode)
        let meaning = configuration.places.meaning(of: attribute.name, in: around)
        switch attribute.filter(meaning, before: Array(following), mode) {
        case .success(let found): filter = found
        case .failure(let place): throw unsafe(name, place.place, place.remedy)
        }
        if let language = filter.language, !value.isVouched(at: filter) {
            let text = TemplateValue.string(String(decoding: value.text, as: UTF8.self))
            return (ScriptValue(text, in: language).bytes.escaped(escaping), nil)
        }
        let filters = ValueFilter(schemes: configuration.addressSchemes)
        let (bytes, isComplete) = filters.filter(value, filter)
        return (bytes.escaped(escaping), isComplete ? nil : filter)
    }

    private func unsafe(_ name: String, _ place: String, _ remedy: String) -> TemplateError {
        TemplateError(
            .unsafePlace,
            "in the message '\(id)' the value of '\(name)' \(place)",
            notes: [.init(remedy)]
        )
    }
}

extension [UInt8] {
    /// The bytes with what a place cannot hold replaced, but for ampersands.
    func escapedKeepingReferences(_ escaping: Escaping) -> [UInt8] {
        let parts = split(separator: Byte.ampersand, omittingEmptySubsequences: false)
        return Array(parts.map { Array($0).escaped(escaping) }.joined(separator: [Byte.ampersand]))
    }
}
