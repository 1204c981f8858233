// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

/// What printing, dumping and logging must not show.
@Suite struct SecrecyTests {
    private struct Card: Codable {
        var number = "4111-1111"
        func encode(to encoder: any Encoder) throws {
            let context = EncodingError.Context(codingPath: [], debugDescription: "not \(number)")
            throw EncodingError.invalidValue(self, context)
        }
    }

    private struct DatabaseFailure: Error {
        let arguments = ["4111-1111"]
    }

    @Test func aDumpedSessionShowsNoToken() async throws {
        let site = try SessionTestSite()
        let cookie = try await site.seed { try $0["p"].set(1, for: "n") }
        let session = site.session(cookie: cookie)
        _ = try await session["p"].keys()
        let token = String(cookie.drop { $0 != "=" }.dropFirst())
        for text in texts(of: session) + texts(of: session["p"]) + texts(of: site.manager) {
            #expect(!text.contains(token))
        }
    }

    @Test func anErrorHoldsNoStoredValue() async throws {
        let site = try SessionTestSite()
        let session = site.session(.post)
        let error = #expect(throws: SessionError.self) {
            try session["p"].set(Card(), for: "card")
        }
        let failure = try #require(error)
        #expect(failure.code == .unencodable)
        for text in texts(of: failure) + [failure.underlying.map { "\($0)" } ?? ""] {
            #expect(!text.contains("4111"))
        }
    }

    @Test func aDumpedErrorDoesNotShowTheOneUnderneath() {
        let error = SessionError(.storeFailure, "failed", underlying: DatabaseFailure())
        for text in texts(of: error) {
            #expect(!text.contains("4111"))
        }
    }

    private func texts(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [dumped, "\(value)", String(reflecting: value)]
    }
}
