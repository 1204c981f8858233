// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing
import WebSessions
import WebSessionsTesting

@Suite struct ErrorStatusTests {
    private static let statuses: [HTTPResponse.Status: Set<SessionErrorCode>] = [
        .badRequest: [.invalidName, .overflow, .invalidCursor],
        .unauthorized: [.notLoggedIn, .loginTooOld],
        .forbidden: [.crossSite],
        .conflict: [.conflict, .rotated, .gone, .expired, .staleForm, .tooManySessions],
        .contentTooLarge: [.tooLarge],
        .serviceUnavailable: [.storeFailure, .storeFull, .storeUnavailable, .unreadableRecord],
    ]

    @Test(arguments: SessionErrorCode.allCases)
    func eachCodeHasAStatus(code: SessionErrorCode) {
        let row = Self.statuses.first { $0.value.contains(code) }
        #expect(code.httpStatus == row?.key ?? .internalServerError)
    }

    /// What a client can bring about by what it sends is no fault of the server.
    @Test func inputOfUsersIsTheirs() async throws {
        let site = try SessionTestSite()
        let inputs: [(Session) async throws -> Void] = [
            { try $0["p"].set(String(repeating: "x", count: 70_000), for: "text") },
            { try $0["p"].set(1, for: "a/b") },
            { try $0["p"].set(1, for: "") },
            { _ = try await $0["a\nb"].keys() },
            { _ = try await $0[String(repeating: "x", count: 200)].value("n", as: Int.self) },
            { session in
                try session["p"].set(Int64.max, for: "n")
                try session["p"].increment("n")
            },
        ]
        for input in inputs {
            let error = await #expect(throws: SessionError.self) {
                try await site.visit { try await input($0) }
            }
            #expect(error?.code.httpStatus.kind == .clientError)
        }
    }
}
