// SPDX-License-Identifier: Apache-2.0

/// What is to be shown, and with what.
struct PreviewQuery: Codable, Sendable, Hashable {
    /// The name of the template from the root.
    var template: String

    /// The macro that is shown by itself; `nil` for the page.
    var macro: String?

    /// The language; `nil` for that of the source.
    var language: String?

    /// The name of the sample; `nil` for the first one.
    var sample: String?

    /// The packages of the session as JSON; `nil` for those beside the sample.
    var session: String?

    /// Whether texts are longer and have accents.
    var pseudo: Bool?

    /// The name of a page for people: `cart.html (empty, de)`.
    var title: String {
        let details = [sample, language].compactMap(\.self)
        return details.isEmpty ? template : "\(template) (\(details.joined(separator: ", ")))"
    }
}
