// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import HTTPTypes
import TestSupport
import Testing
import WebSessions
import WebSessionsSQLite

/// Sessions in a folder, without any settings.
@Suite struct SQLiteEmbeddedTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func sessionsOutliveTheManager() async throws {
        let cookie = try await write(to: try manager())
        #expect(cookie.hasPrefix("__Host-id="))
        let session = try manager().session(for: request(cookie))
        #expect(try await session["p"].value("n", as: Int.self) == 1)
        for name in ["sessions.sqlite", "session.keys"] {
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(name)"), "\(name)")
        }
    }

    @Test func plainCookiesAreForDevelopment() async throws {
        let manager = try manager(isSecure: false)
        #expect(try await write(to: manager).hasPrefix("id="))
    }

    @Test func theEnvironmentHasTheKeysAndTheOrigins() async throws {
        let key = Data(repeating: 3, count: 32).base64EncodedString()
        let environment = ["SESSION_KEYS": key, "PUBLIC_ORIGIN": "https://shop.example"]
        let manager = try manager(environment: environment)
        #expect(manager.origins.publicOrigins.map(\.description) == ["https://shop.example"])
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/session.keys"))
    }

    @Test func aMissingFolderIsNamed() throws {
        let error = try #require(throws: SessionError.self) {
            try SessionManager.embedded(
                in: "\(folder.path)/missing",
                application: "test",
                environment: [:]
            )
        }
        #expect("\(error)".contains("missing"))
    }

    private func manager(
        isSecure: Bool = true,
        environment: [String: String] = [:]
    ) throws -> SessionManager {
        try .embedded(
            in: folder.path,
            application: "test",
            isSecure: isSecure,
            environment: environment
        )
    }

    private func request(_ cookie: String) -> HTTPRequest {
        HTTPRequest(
            method: .get,
            scheme: "https",
            authority: "shop.example",
            path: "/",
            headerFields: [.cookie: cookie]
        )
    }

    /// Writes, and returns the cookie as a request sends it.
    private func write(to manager: SessionManager) async throws -> String {
        let session = manager.session(for: request(""))
        try session["p"].set(1, for: "n")
        let outcome = try await session.commit()
        let field = outcome.clientIDFields.first { $0.name == .setCookie }
        return String(try #require(field).value.prefix { $0 != ";" })
    }
}
#endif
