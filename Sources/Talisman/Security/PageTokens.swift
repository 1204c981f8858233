// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes
import Synchronization
package import WebSessions

/// The form tokens of the pages of one response.
///
/// A page that is rendered in a task of its own, by `Task.detached`, gets none.
package final class PageTokens: Sendable {
    /// That of the response that is being made.
    @TaskLocal static var current: PageTokens?

    private struct State {
        var isAskedFor = false
        var isPersonal = false
    }

    let settings: FormTokens
    /// The origins of the site, as far as they are known.
    let origins: [PublicOrigin]
    /// Whether a session is begun for a client that has none.
    let beginsSessions: Bool
    /// What stands for the token while a page is rendered, which waits for no store: nobody
    /// guesses it, and it is as long as a token.
    private let placeholder = PageTokens.randomText(64)
    private let state = Mutex(State())

    /// Makes what the pages of a response take their tokens from.
    package init(_ settings: FormTokens, origins: [PublicOrigin], beginsSessions: Bool = true) {
        self.settings = settings
        self.origins = origins
        self.beginsSessions = beginsSessions
    }

    /// Runs what makes a response whose pages have tokens; without them, where there are none.
    package static func providing<Response>(
        _ tokens: PageTokens?,
        _ body: () async throws -> Response
    ) async rethrows -> Response {
        guard let tokens else { return try await body() }
        return try await $current.withValue(tokens, operation: body)
    }

    /// Keeps a response with a token for its visitor alone, as one with a nonce.
    package func protect(_ headers: inout HTTPFields) {
        if state.withLock(\.isPersonal) { headers.keepFromSharedCaches() }
    }

    /// Notes that a page of the response has a place for a token.
    func notePlace() { state.withLock { $0.isPersonal = true } }

    /// What the template gets that asks for the token.
    func askForToken() -> String {
        state.withLock { $0.isAskedFor = true }
        return placeholder
    }

    /// Puts the token where a template has asked for it.
    func replacePlaceholders(in page: [UInt8], by token: String) -> [UInt8] {
        Array(page.replacing(Array(placeholder.utf8), with: Array(token.utf8)))
    }

    /// Whether the template of a page has asked for the token.
    func isAskedFor(in page: [UInt8]) -> Bool {
        state.withLock(\.isAskedFor) && page.contains(Array(placeholder.utf8))
    }

    /// Letters as a token has them.
    static func randomText(_ count: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in letters[Int.random(in: 0..<64, using: &generator)] })
    }
}
