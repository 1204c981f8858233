// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessions
import WebSessionsTesting

private struct Cart: SessionModel, Equatable {
    static let sessionPackage = "shop.cart"
    var lines: [String: Int] = [:]
    var coupon: String?
    var price = 1.0
    var mode = Mode.normal

    enum Mode: String, Codable { case normal, gift }
}

/// ``Cart`` as a later release has it.
private struct LaterCart: SessionModel, Equatable {
    static let sessionPackage = "shop.cart"
    var lines: [String] = ["none"]
    var coupon: String?
    var note = "thanks"
    var mode = "normal"
}

@Suite struct SessionModelTests {
    private let site: SessionTestSite

    init() throws {
        site = try SessionTestSite()
    }

    @Test func nothingStoredIsTheDefault() async throws {
        let reply = try await site.visit { try await $0.package(Cart.self).value() }
        #expect(reply.result == Cart())
        #expect(reply.cookie == nil)
    }

    @Test func whatIsStoredComesBack() async throws {
        let cart = Cart(lines: ["tea": 2], coupon: "$x", price: 3, mode: .gift)
        let cookie = try await site.seed { try await $0.package(Cart.self).set(cart) }
        #expect(try await value(Cart.self, cookie) == cart)
    }

    @Test func eachPropertyIsAKey() async throws {
        let cookie = try await site.seed { session in
            try await session.package(Cart.self).modify { cart in
                cart.lines["tea"] = 2
                cart.coupon = "half"
            }
        }
        let stored = try await site.visit(cookie: cookie) { session in
            try await session["shop.cart"].dictionary()
        }
        #expect(stored.result == ["lines": ["tea": 2], "coupon": "half"])
        try await site.visit(cookie: cookie) { session in
            try await session.package(Cart.self).modify { $0.coupon = nil }
        }
        let keys = try await site.visit(cookie: cookie) { try await $0["shop.cart"].keys() }
        #expect(keys.result == ["lines"])
    }

    @Test func whatDoesNotChangeIsNotWritten() async throws {
        let cookie = try await site.seed { try await $0.package(Cart.self).set(Cart(price: 2)) }
        try await site.visit(cookie: cookie) { session in
            try await session.package(Cart.self).modify { _ in }
            #expect(!session.isModified)
        }
    }

    @Test func aPropertyThatTwoStoreFirstConflicts() async throws {
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let slow = site.session(cookie: cookie)
        try await slow.package(Cart.self).modify { $0.coupon = "a" }
        try await site.visit(cookie: cookie) { session in
            try await session.package(Cart.self).modify { $0.coupon = "b" }
        }
        let error = await #expect(throws: SessionError.self) { try await slow.commit() }
        #expect(error?.code == .conflict)
    }

    @Test func twoChangesInOneRequestAddUp() async throws {
        let cookie = try await site.seed { session in
            for _ in 0..<2 {
                try await session.package(Cart.self).modify { $0.lines["tea", default: 0] += 1 }
            }
        }
        #expect(try await value(Cart.self, cookie).lines == ["tea": 2])
    }

    /// A new property has its default, and a property of another release stays where it is.
    @Test func releasesKeepEachOthersProperties() async throws {
        let cookie = try await site.seed { session in
            try await session.package(LaterCart.self).modify { $0.note = "hello" }
        }
        try await site.visit(cookie: cookie) { session in
            try await session.package(Cart.self).modify { $0.coupon = "half" }
        }
        let later = try await value(LaterCart.self, cookie)
        #expect(later == LaterCart(coupon: "half", note: "hello"))
    }

    @Test func aPropertyThatCannotBeReadLeavesTheOthers() async throws {
        let cookie = try await site.seed { session in
            try await session.package(Cart.self).set(Cart(lines: ["tea": 2], coupon: "half"))
        }
        #expect(try await value(LaterCart.self, cookie) == LaterCart(coupon: "half"))
        try await site.visit(cookie: cookie) { session in
            try await session.package(LaterCart.self).modify { $0.coupon = "none" }
        }
        #expect(try await value(Cart.self, cookie).lines == ["tea": 2])
        let change = { (cart: inout LaterCart) in cart.lines = ["milk"] }
        for body: (Session) async throws -> Void in [
            { _ = try await $0.package(LaterCart.self).value(ifUnreadable: .fails) },
            { try await $0.package(LaterCart.self).modify(change) },
        ] {
            let error = await #expect(throws: SessionError.self) {
                try await site.visit(cookie: cookie, body)
            }
            #expect(error?.code == .undecodable)
            #expect(error?.key == "lines")
        }
        try await site.visit(cookie: cookie) { session in
            try await session.package(LaterCart.self).modify(ifUnreadable: .replace, change)
        }
        #expect(try await value(LaterCart.self, cookie).lines == ["milk"])
    }

    /// An older release meets a case of an enumeration that it does not know.
    @Test func aNewCaseIsTheDefault() async throws {
        let cookie = try await site.seed { session in
            try await session.package(LaterCart.self).modify { $0.mode = "express" }
        }
        #expect(try await value(Cart.self, cookie).mode == .normal)
        #expect(try await value(LaterCart.self, cookie).mode == "express")
    }

    @Test func aStructureWithoutPropertiesIsRefused() async throws {
        struct Bare: SessionModel {
            static let sessionPackage = "p"
            var text = ""
            init() {}
            init(from decoder: any Decoder) throws { self.init() }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(text)
            }
        }
        let error = await #expect(throws: SessionError.self) {
            try await site.visit { _ = try await $0.package(Bare.self).value() }
        }
        #expect(error?.code == .unencodable)
    }

    private func value<Model: SessionModel>(
        _ type: Model.Type,
        _ cookie: String
    ) async throws -> Model {
        try await site.visit(cookie: cookie) { try await $0.package(Model.self).value() }.result
    }
}
