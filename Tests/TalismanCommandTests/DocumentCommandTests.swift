// SPDX-License-Identifier: Apache-2.0

#if SQLite
import Foundation
import TestSupport
import Testing
import WebSessionsSQLite

/// The commands that README and articles tell their readers to type.
@Suite struct DocumentCommandTests {
    /// A line of a block `sh`, without its comment.
    struct Line: Sendable {
        let place: String
        let words: [String]

        var text: String { words.joined(separator: " ") }
    }

    /// What no test runs, by the reason.
    private static let notRun = [
        "it builds the package or serves until it is stopped": [
            "make run", "make test", "make run PORT=9000 SESSIONS=memory:",
            "make run SAMPLES=Samples",
            "make run SESSIONS=redis://127.0.0.1", "make install",
            "make run SESSIONS=postgres://127.0.0.1/shop",
            "swift build -c release --static-swift-stdlib --product App",
            "TALISMAN_ENV=development swift run",
            "talisman serve Templates",
        ],
        "it needs a daemon and images from the network": [
            "docker build -t shop .",
            "docker run -p 127.0.0.1:8080:8080 -v shop-data:/data --env-file secrets.env "
                + "--stop-timeout 30 shop",
            "docker build -t talisman .",
            "docker run --rm -v \"$PWD:/work\" talisman check Templates",
        ],
        "it changes the services of the machine": [
            "systemctl daemon-reload", "systemctl enable --now shop",
        ],
        "it is for the shell, or a program that tests do not have": [
            "umask 077", "sqlite3 sessions.sqlite \"VACUUM INTO 'backup.sqlite'\"",
        ],
    ]

    private static let listed = Set(notRun.values.joined())

    /// What is run, in a folder with all that the commands name.
    private static let run: Set = ["talisman", "openssl", "mkdir", "msginit", "msgmerge"]

    private static let files = [
        "page.html": """
        <p>${title}</p>
        <p tal:content="request/session:products.foo/color | default">green</p>

        """,
        "page.json": #"{"title": "Kitchen"}"#,
        "session.json": #"{"products.foo": {"color": "red"}}"#,
        "books.json": #"{"books": [{"title": "Emma", "author": "Jane Austen"}]}"#,
        "Templates/index.html": """
        <h1 i18n:domain="shop" i18n:translate="">Books</h1>
        <p tal:repeat="book books">${book/title}</p>

        """,
        "Templates/locales/de/LC_MESSAGES/shop.po": """
        msgid ""
        msgstr "Content-Type: text/plain; charset=UTF-8\\n"

        msgid "Books"
        msgstr "Bücher"

        """,
    ]

    @Test func everyCommandIsRunOrListed() throws {
        let lines = try Self.lines()
        for line in lines where !Self.run.contains(line.words[0]) {
            #expect(Self.listed.contains(line.text), "\(line.place): \(line.text)")
        }
        let gone = Self.listed.subtracting(lines.map(\.text))
        #expect(gone.isEmpty, "no document has them any longer")
    }

    @Test func everyCommandWorks() async throws {
        let sessions = try SessionFile()
        try await sessions.add([try SessionFile.locator(1)], principal: "ada")
        for (file, text) in Self.files { try sessions.folder.write(file, text) }
        try FileManager.default.createDirectory(
            atPath: "\(sessions.folder.path)/.build",
            withIntermediateDirectories: true
        )
        try SQLiteSessionStore(path: "\(sessions.folder.path)/.build/shop.sqlite").close()
        let lines = try Self.lines().filter { line in
            Self.run.contains(line.words[0]) && !Self.listed.contains(line.text)
        }
        #expect(lines.count > 8)
        for line in lines {
            let result = try Self.result(of: line, in: sessions.folder.path)
            #expect(result.status == 0, "\(line.place): \(line.text)\n\(result.errors)")
        }
    }

    /// A target of `make` that is not there would fail, also where nothing is made.
    @Test func everyTargetOfMakeIsThere() throws {
        for line in try Self.lines() where line.words[0] == "make" {
            let arguments = ["--dry-run"] + line.words.dropFirst()
            let root = MarkdownDocument.root.path
            let result = try Program.run("make", arguments, folder: root)
            #expect(result.status == 0, "\(line.place): \(line.text)\n\(result.errors)")
        }
    }

    private static func result(of line: Line, in folder: String) throws -> Program.Result {
        let arguments = Array(line.words.dropFirst())
        if line.words[0] == "talisman" { return try Command.run(arguments, in: folder) }
        return try Program.run(line.words[0], arguments, folder: folder)
    }

    private static func lines() throws -> [Line] {
        try MarkdownDocument.all.flatMap { document in
            document.fences.filter { $0.language == "sh" }.flatMap { fence in
                fence.text.split(separator: "\n").map { text in
                    let end = text.firstRange(of: " #")?.lowerBound ?? text.endIndex
                    let words = text[..<end].split(separator: " ").map(String.init)
                    return Line(place: "\(document.path):\(fence.line)", words: words)
                }
            }
        }
        .filter { !$0.words.isEmpty }
    }
}
#endif
