// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import Foundation
public import PageTemplates
import TemplateModels

/// What a route would pass.
@TemplateModel
public struct CataloguePage: Encodable {
    /// What the browser's tab says.
    public var title: String
    /// What stands beside the title.
    public var badge = SafeMarkup("<b>new</b>")
    var user: String?
    var products: [Product] = []
    var byName: [String: Product] = [:]
    var counts: [[Int?]] = [[1, nil], []]
    var published = Date(timeIntervalSince1970: 0)
    var home = URL(string: "https://shop.example/?a=1&b=2")
    var greeting: String { "Hello, \(user ?? "you")" }
    var (low, high) = (1, 2)
    private(set) var changed = true
    private var secret = "secret"
    static let shared = "shared"
    @TemplateHidden var action: () -> Void { {} }

    init(title: String, user: String? = nil) {
        self.title = title
        self.user = user
    }

    /// A row.
    @TemplateModel
    public struct Product: Encodable, Sendable {
        var name = ""
        var `default` = 0.5
        var status = Status.open
        @TemplateName("on-sale") var isOnSale = false
    }

    /// Raw values.
    @TemplateModel
    public enum Status: String, Encodable, Sendable { case open, closed }
}

/// No model, and shown by its raw value all the same.
enum Colour: Int {
    case red = 1
    case green
}

@TemplateModel
struct Paged<Item: TemplateModel & Equatable, Key: TemplateShowable & Sendable> {
    let items: [Item]
    let key: Key
    let next: Item?

    @TemplateModel
    struct Place {
        let number: Int
        let item: Item
    }
}

@TemplateModel
struct Point: Equatable {
    var x = 0
    var colour = Colour.red
    var maybe: Colour?
    var colours: [Colour] = [.red, .green]
    var size: Size? = .large
}

@TemplateModel
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    lazy var label = "late"
    weak var parent: Counter?
    var next: Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}

@TemplateModel
class Animal: @unchecked Sendable {
    var name: String { "animal" }
}

final class Cat: Animal, @unchecked Sendable {
    override var name: String { "cat" }
}

@TemplateModel
enum Payment {
    case card(String)
    case invoice(number: Int, Bool)
    case free
}

@TemplateModel
enum Size: CaseIterable {
    case small, large
}

@TemplateModel
indirect enum Tree {
    case leaf(Int)
    case node(left: Tree, right: Tree)
}

@TemplateModel
struct Nothing {}

enum Outer {
    @TemplateModel
    fileprivate struct Hidden {
        let page = 1, member = 2, read = 3
    }

    static func hidden() -> TemplateValue { TemplateValue(Hidden()) }
}
#endif
