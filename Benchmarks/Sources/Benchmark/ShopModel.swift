// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The data of workload W2 as structures of an application.
struct ShopModel: Codable {
    var title: String
    /// The workload has no user, and its page then says this.
    var user: String? = "Guest"
    var cart: Cart?
    var products: [Product]

    struct Cart: Codable {
        var count: Int
        var total: String
    }

    struct Product: Codable {
        var name: String
        var price: String
        var url: String
        var image: String
        var sale: Bool
        var cls: String
    }

    private enum CodingKeys: CodingKey { case title, cart, products }
}

// What the macro writes, which would bring swift-syntax along.

extension ShopModel: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("title", \ShopModel.title),
            TemplateMember("user", \ShopModel.user),
            TemplateMember("cart", \ShopModel.cart),
            TemplateMember("products", \ShopModel.products),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(title)
            case 1: page.give(user)
            case 2: page.give(cart)
            case 3: page.give(products)
            default: return
            }
        }
    }
}

extension ShopModel.Cart: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("count", \ShopModel.Cart.count),
            TemplateMember("total", \ShopModel.Cart.total),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(count)
            case 1: page.give(total)
            default: return
            }
        }
    }
}

extension ShopModel.Product: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("name", \ShopModel.Product.name),
            TemplateMember("price", \ShopModel.Product.price),
            TemplateMember("url", \ShopModel.Product.url),
            TemplateMember("image", \ShopModel.Product.image),
            TemplateMember("sale", \ShopModel.Product.sale),
            TemplateMember("cls", \ShopModel.Product.cls),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(name)
            case 1: page.give(price)
            case 2: page.give(url)
            case 3: page.give(image)
            case 4: page.give(sale)
            case 5: page.give(cls)
            default: return
            }
        }
    }
}

/// What `Encodable` makes of the same structures.
struct EncodedShop: Encodable {
    let model: ShopModel

    private enum Keys: CodingKey { case title, user, cart, products }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(model.title, forKey: .title)
        try container.encode(model.user, forKey: .user)
        try container.encode(model.cart, forKey: .cart)
        try container.encode(model.products, forKey: .products)
    }
}
