// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite && Redis
import HTTPTypes
import Hummingbird
import Logging
import Talisman
import TalismanHummingbird
import WebSessions
import WebSessionsTesting

/// What the snippets of README and articles take for granted.
///
/// They are compiled as its methods, and none is called.
struct Given: Sendable {
    let changes: AsyncStream<Void>
    let clientIDs: any ClientIDManager
    let containers: SessionContainers
    let context: BasicWebSessionRequestContext
    let form: FormFields
    let head: HTTPRequest
    let keys: SessionKeyRing
    let locator: SessionLocator
    let logger: Logger
    let orders: Orders
    let pages: PageRenderer
    let payments: Payments
    let principal: String
    let products: [Item]
    let request: HTTPRequest
    let requestSession: RequestSession
    let session: Session
    let sessions: SessionManager
    let site: SessionTestSite
    let stock: Stock
    let store: any SessionStore

    /// A function of the application that checks a password and says whose it is.
    let authenticated: @Sendable (_ name: String?, _ password: String?) async throws -> String
    /// A handler of another server.
    let respond: @Sendable (HTTPRequest, Session) async throws -> HTTPResponse
    /// A handler that shows the same to everybody.
    let showProducts: @Sendable (Session) async throws -> Void

    var router: Router<BasicWebSessionRequestContext> {
        Router(context: BasicWebSessionRequestContext.self)
    }
}

struct Cart: Codable {
    var lines: [Line]
}

enum Color: String, Codable {
    case green, red
}

struct Draft: Codable {
    var text = ""
}

struct Line: Codable {
    let name: String
    let count: Int
}

/// Orders of the application.
struct Orders: Sendable {
    let markPaid: @Sendable (_ order: String) async throws -> Void
    let isPaid: @Sendable (_ order: String) async throws -> Bool
}

/// The payment service's library.
struct Payments: Sendable {
    let verified: @Sendable (FormFields) throws -> String

    func verifiedOrder(of form: FormFields) throws -> String { try verified(form) }
}

struct Item: Encodable {
    let id: Int
    let name: String
}

/// What the application has to sell.
struct Stock: Sendable {
    let free: @Sendable (SessionLocator) async throws -> Void

    func release(reservedBy session: SessionLocator) async throws { try await free(session) }
}
#endif
