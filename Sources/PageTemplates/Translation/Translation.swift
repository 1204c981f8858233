// SPDX-License-Identifier: Apache-2.0

/// How one render translates.
struct Translation {
    private let translator: (any TemplateTranslator)?
    let languages: [String]

    /// The texts of the catalogs at the start of the render, if those translate.
    let texts: CatalogTexts?

    /// The longest text of a message.
    let lengthLimit: Int

    /// The catalogs are the translator, if it is some.
    init(
        by translator: (any TemplateTranslator)?,
        _ catalogs: TranslationCatalogs?,
        into languages: [String],
        lengthLimit: Int
    ) {
        self.translator = languages.isEmpty ? nil : translator
        self.languages = languages
        self.lengthLimit = lengthLimit
        // A catalog that cannot be read is an error of the first message.
        texts = languages.isEmpty ? nil : try? catalogs?.current()
    }

    /// Whether each text is known before a message is rendered.
    var isFixed: Bool { translator == nil || texts != nil }

    /// How deep messages may stand in the mappings of others.
    private static let depthLimit = 64

    /// The text of a value, in which a message is translated.
    ///
    /// - Throws: `TemplateError` with `noText` for containers.
    func text(of value: TemplateValue) throws(TemplateError) -> String {
        try text(of: value, depth: 0)
    }

    func text(of value: TemplateValue, depth: Int) throws(TemplateError) -> String {
        guard case .object(let object) = value, let message = object as? TemplateMessage else {
            try value.checkText()
            return value.textForm
        }
        guard depth < Self.depthLimit else {
            throw TemplateError(
                .translationFailed,
                "messages stand in each other's mappings deeper than \(Self.depthLimit) levels"
            )
        }
        return try text(of: message, depth: depth)
    }

    /// The text of a message with the values of its names.
    ///
    /// Each value is computed once, however often the text has its name, and no
    /// text grows over the limit: data cannot make the work grow without bounds.
    private func text(of message: TemplateMessage, depth: Int) throws(TemplateError) -> String {
        let pattern = try pattern(of: message) ?? message.untranslated
        var values: [String: [UInt8]] = [:]
        let text = try MessageNames.replace(in: Array(pattern.utf8)) {
            name,
            _ throws(TemplateError) in
            if let known = values[name] { return known }
            guard let value = message.value(of: name) else { return nil }
            let text = Array(try self.text(of: value, depth: depth + 1).utf8)
            values[name] = text
            return text
        }
        guard text.count <= lengthLimit else { throw tooLong }
        return String(decoding: text, as: UTF8.self)
    }

    /// The error for a text over the limit.
    var tooLong: TemplateError {
        TemplateError(.stringLimit, "a message is longer than \(lengthLimit) bytes")
    }

    /// What the translator wrote for a message, if anything.
    func pattern(of message: TemplateMessage) throws(TemplateError) -> String? {
        guard let translator, !message.id.isEmpty else { return nil }
        do {
            if let texts { return try texts.text(of: message, into: languages) }
            return try translator.translation(of: message, into: languages)
        } catch let error as TemplateError {
            throw error
        } catch {
            throw TemplateError(
                .translationFailed,
                "the translator failed to translate '\(message.id)'",
                cause: error
            )
        }
    }
}
