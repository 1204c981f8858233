#if Hummingbird && SQLite
import PageTemplates

/// Something that the shop sells.
struct Product: Decodable, Sendable {
    let id: String
    let name: String
    /// In cents.
    let price: Int
    let image: String
    let alt: String
    let summary: String

    /// The product as templates see it.
    var value: TemplateValue {
        .mapping([
            "id": .string(id),
            "name": .string(name),
            "price": .string(Price.text(cents: price)),
            "image": .string(image),
            "alt": .string(alt),
            "summary": .string(summary),
        ])
    }
}

/// Writes prices.
enum Price {
    static func text(cents: Int) -> String {
        let rest = cents % 100
        return "$\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
#endif
