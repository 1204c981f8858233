// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation

/// All products, in the order of the shelves.
struct Catalogue: Sendable {
    let products: [Product]
    private let productsByID: [String: Product]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartError("\(path) is not there")
        }
        products = try JSONDecoder().decode([Product].self, from: data)
        for product in products where product.text(in: ShopLanguages.standard) == nil {
            throw StartError("\(path): '\(product.id)' has no text in \(ShopLanguages.standard)")
        }
        productsByID = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
    }

    subscript(id: String) -> Product? { productsByID[id] }
}
#endif
