// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `talisman new` writes a project, and never over anything.
@Suite struct NewCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func itWritesEveryFileOfTheStarter() throws {
        let result = try Command.run("new", "\(folder.path)/Book List", "--package", Self.root.path)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("swift run App"))
        let starter = Self.root.appending(path: "Sources/TalismanCommand/Project/Starter")
        let written = Self.files(URL(filePath: "\(folder.path)/Book List"))
        #expect(written.count == Self.files(starter).count)
        for (path, text) in written {
            #expect(!text.contains("Starter"), "\(path)")
            #expect(!text.contains("example.org"), "\(path)")
        }
        #expect(written["Package.swift"]?.contains("name: \"Book List\"") == true)
        #expect(written["Package.swift"]?.contains("path: \"\(Self.root.path)\"") == true)
        #expect(written["README.md"]?.contains("docker build -t book-list .") == true)
        #expect(written[".github/workflows/ci.yml"] != nil)
    }

    @Test func itsTemplatesAndTranslationsHaveNoErrors() throws {
        let project = "\(folder.path)/site"
        #expect(try Command.run("new", project).status == 0)
        for arguments in [["check", "--strict"], ["i18n", "check", "--strict"]] {
            let result = try Command.run(arguments + ["Templates"], in: project)
            #expect(result.status == 0, "\(result.output)\(result.errors)")
        }
    }

    @Test func aManifestOfARepositoryNamesItsIdentity() throws {
        let project = "\(folder.path)/site"
        let place = "https://example.com/forks/Talisman-fork.git"
        #expect(try Command.run("new", project, "--package", place).status == 0)
        let manifest = try String(contentsOfFile: "\(project)/Package.swift", encoding: .utf8)
        #expect(
            manifest.contains(
                ".package(\n            url: \"\(place)\",\n            from: \"0.1.0\""
            )
        )
        #expect(manifest.contains("package: \"Talisman-fork\""))
        #expect(!manifest.contains("package: \"talisman\""))
    }

    @Test func itWritesNothingWhereThereAreFiles() throws {
        try folder.write("notes.txt", "mine")
        let result = try Command.run("new", folder.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("has files"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
    }

    @Test(arguments: ["1st", "a\"b", "a<b", "-x/_", "Talisman", "hummingbird"])
    func aNameThatCannotBeOneIsRefused(name: String) throws {
        let result = try Command.run("new", "--", "\(folder.path)/empty/\(name)")
        #expect(result.status == 1, "\(name): \(result.output)")
        let isTaken = result.errors.contains("is the name of a package that the project needs")
        #expect(result.errors.contains("cannot be the name of a project") || isTaken)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/empty"))
    }

    /// No repository is known until the package is published.
    @Test func byDefaultItTakesTheCloneThatTheCommandIsOf() throws {
        let project = "\(folder.path)/my site"
        let result = try Command.run("new", project)
        #expect(result.output.contains("cd '\(project)'\n"))
        #expect(result.output.contains("name a\nrepository in Package.swift"))
        let manifest = try String(contentsOfFile: "\(project)/Package.swift", encoding: .utf8)
        #expect(manifest.contains("path: \"\(Self.root.path)\""))
    }

    @Test func aPathIsALiteralOfSwift() throws {
        let clone = "\(folder.path)/q\"u\\(x)\n"
        try FileManager.default.createDirectory(atPath: clone, withIntermediateDirectories: true)
        try "".write(toFile: "\(clone)/Package.swift", atomically: true, encoding: .utf8)
        let project = "\(folder.path)/site"
        let result = try Command.run("new", project, "--package", clone)
        #expect(result.status == 0, "\(result.errors)")
        let manifest = try String(contentsOfFile: "\(project)/Package.swift", encoding: .utf8)
        let name = "q\\\"u\\\\(x)\\u{a}\""
        #expect(manifest.contains("path: \"\(folder.path)/\(name)"))
        #expect(manifest.contains("package: \"\(name)"))
    }

    @Test func aFolderWithoutAPackageIsRefused() throws {
        let result = try Command.run("new", "\(folder.path)/site", "--package", folder.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("has no Package.swift"))
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/site"))
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The texts of the files below a folder, by their paths.
    private static func files(_ folder: URL) -> [String: String] {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap {
            $0 as? String
        }
        let texts = (paths ?? []).compactMap { path in
            (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)).map {
                (path, $0)
            }
        }
        return Dictionary(uniqueKeysWithValues: texts)
    }
}
