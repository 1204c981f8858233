// SPDX-License-Identifier: Apache-2.0

/// What knows the texts of messages in other languages.
///
/// ``TranslationCatalogs`` is the one for gettext's files; adopt the protocol
/// to bring translations from elsewhere. A translator is asked while a page
/// renders, by several tasks at once, so it answers without waiting.
///
/// The contract:
/// - The result is the text as its translator wrote it, with `$name` and
///   `${name}` where the values go: whoever asks replaces them, and escapes
///   the values.
/// - The text for content of a template is inserted as markup. Translators are
///   trusted as much as the authors of templates.
/// - `nil` says that there is no translation; the default text is used then.
/// - The domain of a message may be `nil`, which means `default`.
public protocol TemplateTranslator: Sendable {
    /// The text of a message.
    ///
    /// - Parameters:
    ///   - message: The message; its mapping may be empty although its text has
    ///     names.
    ///   - languages: The languages in the order of preference, as tags of
    ///     RFC 5646: `["de-AT", "en"]`.
    /// - Returns: The text, or `nil` where there is none.
    /// - Throws: Whatever stops the render.
    func translation(of message: TemplateMessage, into languages: [String]) throws -> String?
}
