// SPDX-License-Identifier: Apache-2.0

/// The translations of one domain into one language.
struct Catalog: Sendable {
    /// What an entry is found by.
    struct Key: Hashable {
        private let contextKey: TextKey?
        private let idKey: TextKey

        init(context: String?, id: String) {
            contextKey = context.map(TextKey.init)
            idKey = TextKey(id)
        }

        var context: String? { contextKey?.text }

        var id: String { idKey.text }
    }

    let plural: PluralRule

    /// The forms of each text: one, or as many as the rule tells apart.
    let entries: [Key: [String]]

    /// The text of a message; `nil` where the catalog has none.
    func text(of message: TemplateMessage) throws(TemplateError) -> String? {
        guard let forms = entries[Key(context: message.context, id: message.id)] else { return nil }
        guard let count = message.count, forms.count > 1 else { return forms.first }
        let index: Int
        do throws(PluralRule.Failure) {
            index = try plural.form(for: count)
        } catch {
            throw TemplateError(
                .translationFailed,
                "the plural rule fails for \(count): \(error.description)"
            )
        }
        return index < forms.count ? forms[index] : nil
    }
}
