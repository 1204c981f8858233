// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebSessionsTesting

/// The tests that the security document names are there.
@Suite struct SecurityTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyRowNamesTestsThatExist() throws {
        let known = try Self.tests()
        let numbers = Set(SessionStoreConformance.behaviours.map { String($0.number) })
        var rows = 0
        for line in try String(contentsOf: Self.document, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0] != "sentence", cells[0] != "---" else { continue }
            rows += 1
            let names = cells[2].split(separator: ",").map { name in
                name.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
            #expect(!names.isEmpty, "no test: \(line)")
            for name in names {
                #expect(numbers.contains(name) || known.contains(name), "\(name) in: \(line)")
            }
        }
        #expect(rows > 50)
    }

    /// Each sentence is in a table, or among those that are not the library's to promise.
    @Test func everySentenceIsThere() throws {
        let text = try String(contentsOf: Self.document, encoding: .utf8)
        let own = (1...26).map { "B\($0)" } + (1...20).map { "R\($0)" }
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(String.init))
        for number in own + Self.asvs {
            #expect(words.contains(number) || words.contains("\(number)."), "\(number)")
        }
    }

    private static let asvs = [
        "7.1.1", "7.1.2", "7.1.3", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.3.1", "7.3.2", "7.4.1",
        "7.4.2", "7.4.3", "7.4.4", "7.4.5", "7.5.1", "7.5.2", "7.5.3", "7.6.1", "7.6.2", "3.3.1",
        "3.3.2", "3.3.3", "3.3.4", "3.3.5", "3.5.1", "3.5.3", "14.2.1", "14.3.1", "14.3.3", "9.1.1",
        "9.2.2", "15.4.2",
    ]

    private static let document = root.appending(
        path: "Sources/WebSessions/WebSessions.docc/Security.md"
    )

    /// All tests as `Suite.test`, read from the sources.
    private static func tests() throws -> Set<String> {
        let folder = root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var names: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            var suite = ""
            var isTest = false
            for line in text.split(separator: "\n") {
                if let match = line.firstMatch(of: /^(?:@Suite.* )?struct (\w+)/) {
                    suite = String(match.1)
                }
                isTest = isTest || line.contains("@Test")
                guard isTest, let match = line.firstMatch(of: /func (\w+)\(/) else { continue }
                names.insert("\(suite).\(match.1)")
                isTest = false
            }
        }
        return names
    }
}
