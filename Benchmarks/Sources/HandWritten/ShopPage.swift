// SPDX-License-Identifier: Apache-2.0

/// The data of workload W2.
public struct ShopPage: HandWrittenPage {
    let title: String
    let user: String?
    let cart: Cart?
    let products: [Product]

    struct Cart: Decodable {
        let count: Int
        let total: String
    }

    struct Product: Decodable {
        let name: String
        let price: String
        let url: String
        let image: String
        let sale: Bool
        let cls: String
    }
}
