// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import PageTemplates

/// An amount of money in dollars.
struct Price: Decodable, Sendable {
    let cents: Int

    init(cents: Int) {
        self.cents = cents
    }

    init(from decoder: any Decoder) throws {
        cents = try decoder.singleValueContainer().decode(Int.self)
    }

    /// The amount as templates see it: `number:USD` writes it as the language of the page does.
    var value: TemplateValue { .double(Double(cents) / 100) }
}
#endif
