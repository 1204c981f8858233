// SPDX-License-Identifier: Apache-2.0

/// A text of a template that translators are asked for.
public struct TranslatableText: Sendable, Hashable {
    /// What catalogs know the text by.
    public let id: String

    /// The catalog that it belongs to.
    public let domain: String

    /// What tells apart texts that have the same id.
    public let context: String?

    /// The text of the template, where it is not the id.
    public let defaultText: String?

    /// What the template's author tells translators.
    public let comment: String?

    /// Whether a count may choose among forms of the text.
    public let hasPlural: Bool

    /// Where the text stands.
    public let location: TemplateLocation
}

extension [TranslatableText] {
    /// The texts by their places, each once; texts of one place keep their order.
    var inSourceOrder: [TranslatableText] {
        var seen: Set<TranslatableText> = []
        return filter { seen.insert($0).inserted }.enumerated()
            .sorted { left, right in
                left.element.location == right.element.location
                    ? left.offset < right.offset : left.element.location < right.element.location
            }
            .map(\.element)
    }
}
