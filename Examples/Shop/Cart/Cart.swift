// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import WebSessions

/// The cart of a visitor: the quantity of each product is one key of its session.
///
/// Adding is an operation that merges, so two clicks at once both count. The number of
/// things in the cart is a key of its own, so that each page can show it by reading one
/// value.
struct Cart {
    static let package = "shop.cart"
    static let mostOfAProduct = 99

    private let quantities: SessionPackage
    private let totals: SessionPackage

    init(_ session: Session) {
        quantities = session[Self.package]
        totals = session["shop.totals"]
    }

    /// The quantities by product id.
    func contents() async throws -> [String: Int] {
        let stored = try await quantities.dictionary()
        return stored.compactMapValues { datum in
            if case .integer(let quantity) = datum { Int(quantity) } else { nil }
        }
    }

    /// Puts things into the cart.
    func add(_ quantity: Int, of product: Product) async throws {
        let present = try await self.quantity(of: product)
        let added = min(quantity, Self.mostOfAProduct - present)
        guard added > 0 else { return }
        try quantities.increment(product.id, by: Int64(added))
        try count(added)
    }

    /// Sets the quantity of something that is in the cart; 0 takes it out.
    ///
    /// When another request changes the same quantity, one of both fails.
    ///
    /// - Returns: whether it was there; another tab may have taken it out.
    func change(_ product: Product, to quantity: Int) async throws -> Bool {
        let present = try await self.quantity(of: product)
        guard present > 0 else { return false }
        guard quantity != present else { return true }
        if quantity > 0 {
            try quantities.set(quantity, for: product.id)
        } else {
            try quantities.remove(product.id)
        }
        try count(quantity - present)
        return true
    }

    private func quantity(of product: Product) async throws -> Int {
        try await quantities.value(product.id, as: Int.self) ?? 0
    }

    private func count(_ difference: Int) throws {
        try totals.increment("items", by: Int64(difference))
    }
}
#endif
