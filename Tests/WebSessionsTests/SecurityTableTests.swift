import Foundation
import Testing
import WebSessionsTesting

/// The tests that the security document names are there.
@Suite struct SecurityTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func everyRowNamesTestsThatExist() throws {
        let document = Self.root.appending(
            path: "Sources/WebSessions/WebSessions.docc/Security.md"
        )
        let known = try Self.tests()
        let numbers = Set(SessionStoreConformance.behaviours.map { String($0.number) })
        var rows = 0
        for line in try String(contentsOf: document, encoding: .utf8).split(separator: "\n") {
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
                if let match = line.firstMatch(of: /@Suite struct (\w+)/) {
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
