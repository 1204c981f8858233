// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import WebSessionsTesting

@testable import WebSessions

/// Where rings come from, and how their keys are replaced.
@Suite struct KeyRingTests {
    private static let first = Data(repeating: 1, count: 32).base64EncodedString()
    private static let second = Data(repeating: 2, count: 32).base64EncodedString()

    // MARK: Environment

    @Test(arguments: [" ", ",", "\n", ",\n  "])
    func theEnvironmentNamesTheSigningKeyFirst(separator: String) throws {
        let text = "2026:\(Self.second)\(separator)2025:\(Self.first)\n"
        let ring = try SessionKeyRing.fromEnvironment(in: ["SESSION_KEYS": text])
        #expect(ring.current.id == "2026")
        #expect(ring.key(id: "2025") != nil)
    }

    @Test func aFileStandsInForTheEnvironment() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/keys"
        let made = try SessionKeyRing.fromEnvironment(orFile: path, in: [:])
        #expect(try SessionKeyRing.file(path).current.id == made.current.id)
        let named = try SessionKeyRing.fromEnvironment(
            orFile: "\(folder.path)/other",
            in: ["SESSION_KEYS": "2026:\(Self.second)"]
        )
        #expect(named.current.id == "2026")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/other"))
        #expect(throws: SessionError.self) {
            try SessionKeyRing.fromEnvironment(orFile: path, in: ["SESSION_KEYS": "short"])
        }
    }

    @Test func aKeyWithoutAnIdHasOneOfItsOwn() throws {
        let environment = ["A": Self.first, "B": Self.second, "C": "\(Self.second) \(Self.first)"]
        let a = try SessionKeyRing.fromEnvironment("A", in: environment)
        let b = try SessionKeyRing.fromEnvironment("B", in: environment)
        let c = try SessionKeyRing.fromEnvironment("C", in: environment)
        #expect(a.current.id != b.current.id)
        #expect(c.current.id == b.current.id)
        #expect(c.key(id: a.current.id) != nil)
    }

    @Test(
        arguments: [
            (nil, "openssl rand -base64 32"),
            ("", "at least one key"),
            ("# nothing", "at least one key"),
            ("short", "not base64"),
            ("c2hvcnQ=", "at least 32"),
            ("a b:\(first)", "not base64"),
            ("much-too-long-an-id:\(first)", "1 to 16"),
            ("a:\(first) a:\(second)", "same id"),
            ("\(first) \(first)", "same id"),
        ] as [(String?, String)]
    )
    func whatIsNoRingIsRefused(text: String?, message: String) {
        let environment = ["SESSION_KEYS": text].compactMapValues(\.self)
        let error = #expect(throws: SessionError.self) {
            try SessionKeyRing.fromEnvironment(in: environment)
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("SESSION_KEYS") == true)
        #expect(error?.message.contains(message) == true)
        #expect(error?.message.contains(Self.first) == false)
    }

    // MARK: File

    @Test func aFileIsMadeForItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/keys"
        let ring = try SessionKeyRing.file(path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try SessionKeyRing.file(path).current.id == ring.current.id)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
    }

    @Test func ofProcessesThatStartAtOnceAllGetOneKey() async throws {
        let folder = try TemporaryFolder()
        for round in 0..<20 {
            let path = "\(folder.path)/\(round)"
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<16 {
                    group.addTask { try SessionKeyRing.file(path).current.id }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 20)
    }

    @Test(arguments: [0o604, 0o640, 0o660, 0o602, 0o644])
    func aFileThatIsOpenToOthersIsRefused(mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("keys", Self.first)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let error = #expect(throws: SessionError.self) { try SessionKeyRing.file(path) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("chmod 600 \(path)") == true)
    }

    @Test func aFileHasKeysAndComments() throws {
        let folder = try TemporaryFolder()
        let text = "# since May\n2026:\(Self.second)  # signs\n\n2025:\(Self.first)\n"
        let path = try folder.write("keys", text)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        let ring = try SessionKeyRing.file(path)
        #expect(ring.current.id == "2026")
        #expect(ring.key(id: "2025") != nil)
    }

    /// A key is never made beside a file that is there: its cookies would be lost.
    @Test(arguments: ["", "nothing", "a:\(second)x"])
    func aFileWithoutKeysStaysAsItIs(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("keys", text)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let error = #expect(throws: SessionError.self) { try SessionKeyRing.file(path) }
        #expect(error?.message.contains(path) == true)
        #expect(folder.text("keys") == text)
    }

    @Test func whatIsNoFileIsRefused() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: SessionError.self) {
            try SessionKeyRing.file("\(folder.path)/nowhere/keys")
        }
        #expect(missing?.message.contains("cannot be made") == true)
        let directory = #expect(throws: SessionError.self) { try SessionKeyRing.file(folder.path) }
        #expect(directory?.message.contains("is no file") == true)
    }

    // MARK: Development

    @Test func aRingForDevelopmentSaysThatItsCookiesEnd() {
        let log = LogLines()
        let one = SessionKeyRing.development(logger: log.logger)
        let other = SessionKeyRing.development(logger: log.logger)
        #expect(one.current.key != other.current.key)
        #expect(log.all.count == 2)
        let start = "notice session keys are made for this process"
        #expect(log.all.allSatisfy { $0.hasPrefix(start) })
    }

    // MARK: Rotation

    /// One after the other, the nodes get the new key: first everywhere behind the old one, then
    /// in front of it, then alone.
    @Test func twoNodesReplaceAKeyAndNobodyLosesASession() async throws {
        let old = "old:\(Self.first)"
        let new = "new:\(Self.second)"
        let site = try SessionTestSite()
        var nodes = [try Self.node([old], site), try Self.node([old], site)]
        var cookie: String?
        var visits = 0
        for keys in [[old, new], [new, old], [new]] {
            for number in nodes.indices {
                nodes[number] = try Self.node(keys, site)
                for node in nodes + nodes {
                    visits += 1
                    cookie = try await site.visit(node, cookie) { session in
                        try session["shop"].increment("visits")
                    }
                }
            }
        }
        let last = try #require(cookie)
        #expect(last.contains(".new."))
        let session = nodes[0].session(for: site.request(cookies: [last]))
        #expect(try await session["shop"].value("visits", as: Int.self) == visits)
        #expect(try await site.store.records(after: nil, limit: 10).records.count == 1)
    }

    /// Why it takes two steps: a key that signs on one node before the other accepts it.
    @Test func aKeyThatSignsBeforeAllAcceptItLosesSessions() async throws {
        let old = "old:\(Self.first)"
        let new = "new:\(Self.second)"
        let site = try SessionTestSite()
        let (ready, late) = (try Self.node([new, old], site), try Self.node([old], site))
        let cookie = try await site.visit(ready, nil) { try $0["shop"].set(1, for: "n") }
        let session = late.session(for: site.request(cookies: [cookie]))
        #expect(session.locator == nil)
        #expect(try await session["shop"].value("n", as: Int.self) == nil)
    }

    private static func node(
        _ keys: [String],
        _ site: SessionTestSite
    ) throws -> SessionManager {
        let text = keys.joined(separator: " ")
        let ring = try SessionKeyRing.fromEnvironment(in: ["SESSION_KEYS": text])
        return SessionManager(
            clientIDs: try CookieClientIDManager(keys: ring, application: "shop"),
            containers: SessionContainers(site.store),
            clock: site.clock
        )
    }
}
