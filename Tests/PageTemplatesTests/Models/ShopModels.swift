// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Synchronization

/// Models whose conformances are written by hand.
struct ShopModel {
    var title = "Tea & more"
    var user: String?
    var cart: CartModel?
    var products: [ProductModel] = []
    var tags: [String: [Int]] = [:]
    var asked = AskedMembers()
    var greeting: String {
        asked.note("greeting")
        return "Hello"
    }
}

struct CartModel {
    var count = 0
    var status = Status.open

    enum Status: String { case open, paid }
}

struct ProductModel {
    var name = ""
    var url = URL(filePath: "/")
    var price: Decimal = 0
    var note = SafeMarkup("")
    var owner: OwnerModel?
}

/// An object that a model and its parts share.
final class OwnerModel: Sendable {
    let name: String
    let asked = AskedMembers()

    init(_ name: String) { self.name = name }
}

/// Which members were computed.
final class AskedMembers: Sendable {
    private let names = Mutex<[String]>([])

    func note(_ name: String) { names.withLock { $0.append(name) } }

    var all: [String] { names.withLock { $0 } }
}

extension ShopModel: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("title", \ShopModel.title),
            TemplateMember("user", \ShopModel.user),
            TemplateMember("cart", \ShopModel.cart),
            TemplateMember("products", \ShopModel.products),
            TemplateMember("tags", \ShopModel.tags),
            TemplateMember("greeting", \ShopModel.greeting),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(title)
            case 1: page.give(user)
            case 2: page.give(cart)
            case 3: page.give(products)
            case 4: page.give(tags)
            case 5: page.give(greeting)
            default: return
            }
        }
    }
}

extension CartModel: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("count", \CartModel.count),
            TemplateMember("status", \CartModel.status),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(count)
            case 1: page.give(status)
            default: return
            }
        }
    }
}

extension ProductModel: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("name", \ProductModel.name),
            TemplateMember("url", \ProductModel.url),
            TemplateMember("price", \ProductModel.price),
            TemplateMember("note", \ProductModel.note),
            TemplateMember("owner", \ProductModel.owner),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(name)
            case 1: page.give(url)
            case 2: page.give(price)
            case 3: page.give(note)
            case 4: page.give(owner)
            default: return
            }
        }
    }
}

extension OwnerModel: TemplateModel {
    static var members: [TemplateMember] { [TemplateMember("name", \OwnerModel.name)] }

    func read(_ page: inout TemplateReading) {
        while page.ask() != nil { page.give(name) }
    }
}
