// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What an expression has formatted before: prices and days come again, and writing one takes
/// Foundation longer than a page its text.
final class FormattedTexts: Sendable {
    private struct Key: Hashable {
        let value: Value
        let language: String?

        enum Value: Hashable {
            case integer(Int)
            case double(Double)
            case text(TextKey)
        }
    }

    private let texts = Mutex<[Key: String]>([:])

    /// So many are kept; then all are forgotten.
    private static let limit = 256

    /// Longer texts are formatted each time.
    private static let longestText = 64

    /// The text of a value in the first of some languages.
    func text(
        of value: TemplateValue,
        _ languages: [String],
        _ format: () throws -> String
    ) rethrows -> String {
        guard let key = Self.key(of: value, languages.first) else { return try format() }
        if let known = texts.withLock({ $0[key] }) { return known }
        let text = try format()
        texts.withLock { texts in
            if texts.count >= Self.limit { texts.removeAll(keepingCapacity: true) }
            texts[key] = text
        }
        return text
    }

    private static func key(of value: TemplateValue, _ language: String?) -> Key? {
        switch value {
        case .integer(let integer): Key(value: .integer(integer), language: language)
        case .double(let double): Key(value: .double(double), language: language)
        case .string(let text) where text.utf8.count <= longestText:
            Key(value: .text(TextKey(text)), language: language)
        default: nil
        }
    }
}
