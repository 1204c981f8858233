// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import TestSupport
import Testing
import WebSessions
import WebSessionsSQLite

/// `talisman sessions` by what a shell sees.
@Suite struct SessionsCommandTests {
    private let file: SessionFile
    private let one: SessionLocator
    private let two: SessionLocator
    private let three: SessionLocator

    init() async throws {
        file = try SessionFile()
        one = try SessionFile.locator(1)
        two = try SessionFile.locator(2)
        // Its text begins with a hyphen.
        three = try SessionFile.locator(0xFB)
    }

    private func fill() async throws {
        let policy = SessionPolicy(timeout: .seconds(1_000_000_000), resolution: .zero)
        try await file.add([one], principal: "ada", client: "Firefox on Linux", policy: policy)
        try await file.add([two, three], principal: "bob")
    }

    @Test func listsSessions() async throws {
        try await fill()
        let result = try file.run("list")
        let lines = """
            LOCATOR           CREATED               LAST ACCESS           ENDS                  PRINCIPAL  CLIENT
            AQEBAQEBAQEBAQEB  2026-05-28T20:26:40Z  2026-05-28T20:26:40Z  2058-02-03T22:13:20Z  ada        Firefox on Linux
            AgICAgICAgICAgIC  2026-05-28T20:26:40Z  2026-05-28T20:26:40Z  never                 bob        -
            -_v7-_v7-_v7-_v7  2026-05-28T20:26:40Z  2026-05-28T20:26:40Z  never                 bob        -

            """
        #expect(result.output == lines)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func listsPageByPage() async throws {
        try await fill()
        let first = try file.run("list", "--limit", "2")
        #expect(first.output.split(separator: "\n").count == 3)
        #expect(first.errors == "next page: --after=AgICAgICAgICAgIC\n")
        let second = try file.run("list", "--limit", "2", "--after=AgICAgICAgICAgIC")
        #expect(second.output.contains("-_v7-_v7-_v7-_v7"))
        #expect(second.output.split(separator: "\n").count == 2)
        #expect(second.errors == "")
        #expect(try file.run("list", "--limit", "3").errors == "", "a full last page")
        let last = try file.run("list", "--json", "--after", "-_v7-_v7-_v7-_v7")
        #expect(last.output == "")
        let all = try file.run("list", "--limit", "1", "--all", "--json")
        #expect(all.output.split(separator: "\n").count == 3)
        #expect(all.errors == "")
    }

    @Test func refusesACursorOfAnotherStore() async throws {
        try await fill()
        let result = try file.run("list", "--after", "r1.0123456789ab.0..0")
        #expect(result.errors.contains("cannot go on: the cursor is none of this store"))
        #expect(result.output == "")
        #expect(result.status == 64)
    }

    @Test func listsTheSessionsOfAPrincipalAsJSON() async throws {
        try await fill()
        let result = try file.run("list", "--json", "--principal", "ada")
        #expect(
            result.output
                == #"{"client":"Firefox on Linux","created":"2026-05-28T20:26:40Z","#
                + #""ends":"2058-02-03T22:13:20Z","lastAccess":"2026-05-28T20:26:40Z","#
                + #""locator":"AQEBAQEBAQEBAQEB","principal":"ada","version":1}"# + "\n"
        )
        #expect(try file.run("list", "--json", "--principal", "eve").output == "")
    }

    @Test func showsASessionWithoutItsValues() async throws {
        let values: [SessionField: SessionValue] = [
            try SessionField(package: "shop", key: "color"): try SessionValue(encoding: "crimson"),
            try SessionField(package: "shop", key: "items"): try SessionValue(encoding: 4711),
            try SessionField(package: "shop", key: "old"): SessionValue(storedBytes: [0x3F, 1, 2]),
        ]
        try await file.add([one], values: values)
        let result = try file.run("show", "\(one)")
        let lines = """
            locator      AQEBAQEBAQEBAQEB
            created      2026-05-28T20:26:40Z
            last access  2026-05-28T20:26:40Z
            ends         never
            principal    -
            client       -
            version      1
            shop/color: string of 7 bytes
            shop/items: integer of 4 bytes
            shop/old: value of an unknown codec of 2 bytes

            """
        #expect(result.output == lines)
        let shown = try file.run("show", "--values", "\(one)").output
        #expect(shown.contains("shop/color = \"crimson\"\nshop/items = 4711\nshop/old: "))
        let json = try file.run("show", "--values", "--json", "\(one)").output
        #expect(json.contains(#"{"kind":"integer of 4 bytes","name":"shop/items","value":4711}"#))
    }

    @Test func lookingIsNoAccess() async throws {
        try await file.add([one], policy: SessionPolicy(timeout: .seconds(1_000_000_000)))
        let before = try file.run("list").output
        _ = try file.run("show", "\(one)")
        #expect(try file.run("list").output == before)
    }

    @Test func noSecretIsShown() async throws {
        try await file.add([one], principal: "ada", client: "x")
        let secret = String(decoding: SessionFile.secret.prefix(6), as: UTF8.self)
        let encoded = Data(SessionFile.secret).base64EncodedString().prefix(8)
        for arguments in [
            ["list"], ["list", "--json"], ["show", "\(one)", "--values"],
            ["show", "\(one)", "--values", "--json"],
        ] {
            let result = try Command.run(["sessions"] + arguments + ["--store", file.url])
            #expect(result.status == 0)
            #expect(!result.output.contains(secret) && !result.output.contains(encoded))
        }
    }

    @Test func textFromOutsideCannotCommandTheTerminal() async throws {
        try await file.add([one], principal: "a\u{1B}[2Jb", client: "x\ny\u{202E}z")
        let result = try file.run("list")
        #expect(result.output.contains(#"a\u{1b}[2Jb  x\u{a}y\u{202e}z"#))
        #expect(result.output.split(separator: "\n").count == 2)
    }

    @Test func counts() async throws {
        try await fill()
        #expect(try file.run("count").output == "3\n")
        #expect(try file.run("count", "--principal", "bob").output == "2\n")
        let many = try (0..<1001).map { number in
            let bytes = [0x7F] + Array(repeating: 0, count: 9) + [number >> 8, number & 0xFF]
            return try #require(SessionLocator(bytes: bytes.map(UInt8.init)))
        }
        try await file.add(many)
        #expect(try file.run("count").output == "1004\n")
    }

    @Test func sweepsWhatHasExpired() async throws {
        try await fill()
        let old = try (10..<17).map { try SessionFile.locator($0) }
        try await file.add(old, policy: SessionPolicy(), at: 1_600_000_000_000)
        #expect(try file.run("count").output == "3\n")
        #expect(try file.run("sweep", "--batch", "3").output == "removed 7\n")
        #expect(try file.run("sweep").output == "removed 0\n")
        #expect(try file.run("count").output == "3\n")
    }

    @Test func endsSessions() async throws {
        try await fill()
        let result = try file.run("revoke", "\(one)", "AAAAAAAAAAAAAAAA")
        #expect(result.output == "ended 1\n")
        #expect(result.errors == "there is no session AAAAAAAAAAAAAAAA\n")
        #expect(result.status == 1)
        let hyphen = try file.run("revoke", "--", "\(three)")
        #expect(hyphen.output == "ended 1\n")
        #expect(hyphen.status == 0)
        #expect(try file.run("count").output == "1\n")
    }

    @Test func endsTheSessionsOfAPrincipal() async throws {
        try await fill()
        let others = try file.run("revoke", "--principal", "bob", "--except", "\(three)")
        #expect(others.output == "ended 1\n")
        #expect(try file.run("list", "--json").output.contains("\(three)"))
        #expect(try file.run("revoke", "--principal", "bob").output == "ended 1\n")
        #expect(try file.run("revoke", "--principal", "bob").output == "ended 0\n")
        #expect(try file.run("count").output == "1\n")
    }

    /// A session that cannot be read hides no other, and ends as they do.
    @Test func aDamagedSessionIsNamed() async throws {
        try await fill()
        try await file.damage(two)
        let message = "the record \(two) is damaged; end it with 'talisman sessions revoke'\n"
        for arguments in [[], ["--all", "--limit", "1"], ["--principal", "bob"]] {
            let result = try file.run("list", arguments + ["--json"])
            #expect(result.output.contains("\(three)"))
            #expect(!result.output.contains("\(two)"))
            #expect(result.errors == message + "sessions that cannot be read: 1\n")
            #expect(result.status == 1)
        }
        let counted = try file.run("count")
        #expect(counted.output == "2\n")
        #expect(counted.status == 1)
        let kept = two.derived(forContainer: "cart")
        try await file.add([kept])
        let ended = try file.run("revoke", "--principal", "bob", "--container", "cart")
        #expect(ended.output == "ended 2\n")
        #expect(ended.status == 0)
        #expect(try file.run("list", "--json").output.contains("\(kept)") == false)
        #expect(try file.run("count").output == "1\n")
    }

    @Test func endsWhatContainersKeep() async throws {
        let kept = ["cart", "wishes"].map { one.derived(forContainer: $0) }
        try await file.add([one], principal: "ada")
        try await file.add(kept)
        let cart = try file.run("revoke", "\(one)", "--container", "cart")
        #expect(cart.output == "ended 1\n")
        #expect(try file.run("count").output == "1\n")
        try await file.add([one], principal: "ada")
        let wishes = try file.run("revoke", "--principal", "ada", "--container", "wishes")
        #expect(wishes.output == "ended 1\n")
        #expect(try file.run("count").output == "0\n")
    }

    /// A record of a named container is none of its principal's sessions.
    @Test func recordsOfContainersAreNoSessionsOfAPrincipal() async throws {
        let carts = [one, two].map { $0.derived(forContainer: "cart") }
        try await file.add([one, two], principal: "ada", client: "Firefox")
        try await file.add(carts)
        #expect(try file.run("count", "--principal", "ada").output == "2\n")
        let listed = try file.run("list", "--json", "--principal", "ada").output
        #expect(listed.split(separator: "\n").count == 2)
        #expect(!carts.contains { listed.contains("\($0)") })
        let ended = try file.run(
            "revoke",
            "--principal",
            "ada",
            "--except",
            "\(one)",
            "--container",
            "cart"
        )
        #expect(ended.output == "ended 1\n")
        let left = try file.run("list", "--json").output
        #expect(left.split(separator: "\n").count == 2)
        #expect(left.contains("\(one)") && left.contains("\(carts[0])"))
    }

    @Test func theStoreMayComeFromTheEnvironment() async throws {
        try await fill()
        let environment = ["TALISMAN_STORE": file.url]
        let result = try Command.run(["sessions", "count"], environment: environment)
        #expect(result.output == "3\n")
    }
}

/// What `talisman sessions` says of stores and command lines that will not do.
@Suite struct SessionsCommandFailureTests {
    @Test func aFolderIsToldFromAFile() throws {
        let folder = try TemporaryFolder()
        let result = try Command.run("sessions", "count", "--store", "sqlite:\(folder.path)")
        #expect(result.errors == "\(folder.path): is a folder; name the file in it\n")
    }

    @Test func aFileThatIsNotThereIsNotMade() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/none.sqlite"
        let result = try Command.run("sessions", "list", "--store", "sqlite:\(path)")
        #expect(result.errors == "\(path): there is no such file\n")
        #expect(result.status == 2)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aFileOfAnotherKindIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("notes.txt", String(repeating: "no database\n", count: 99))
        let result = try Command.run("sessions", "sweep", "--store", "sqlite:\(path)")
        #expect(result.errors.hasPrefix("the store cannot be used: \(path) is not a database;"))
        #expect(result.status == 2)
    }

    @Test func theURLIsNotRepeated() throws {
        for url in ["mongo://u:hunter2@host", "sqlite", "sqlite:", "hunter2"] {
            let result = try Command.run("sessions", "list", "--store", url)
            #expect(result.errors.contains("A store is sqlite:PATH"))
            #expect(!result.errors.contains("hunter2"))
            #expect(result.status == 64)
        }
    }

    @Test func aServerThatIsNotThereIsReportedWithoutItsPassword() throws {
        let url = "redis://:hunter2@127.0.0.1:1"
        let result = try Command.run("sessions", "count", "--store", url)
        #expect(result.errors.hasPrefix("the store cannot be used: "))
        #expect(!result.errors.contains("hunter2"))
        #expect(result.output == "")
        #expect(result.status == 2)
    }

    @Test(arguments: [
        ["list"], ["list", "--store", "sqlite:x", "--limit", "0"],
        ["list", "--store", "sqlite:x", "--all", "--principal", "ada"],
        ["show", "--store", "sqlite:x"], ["show", "--store", "sqlite:x", "v1.a.b.c.d"],
        ["revoke", "--store", "sqlite:x"],
        ["revoke", "--store", "sqlite:x", "--principal", "ada", "AQEBAQEBAQEBAQEB"],
        ["revoke", "--store", "sqlite:x", "--except", "AQEBAQEBAQEBAQEB", "AQEBAQEBAQEBAQEB"],
        ["sweep", "--store", "sqlite:x", "--batch", "0"],
    ])
    func aWrongCommandLineIsRefused(arguments: [String]) throws {
        let result = try Command.run(["sessions"] + arguments)
        #expect(result.status == 64)
        #expect(result.output == "")
    }
}
#endif
