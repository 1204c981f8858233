// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a project gets Talisman from.
struct PackagePlace {
    /// The repository of the package.
    static let repository = "https://example.org/talisman.git"

    /// The arguments of `.package(…)` in the manifest of the starter.
    static let starterArguments = arguments(url: repository)

    /// The clone that the command was built from, where it is there; else the repository.
    static var standard: String {
        let file = URL(filePath: #filePath)
        let clone = (0..<4).reduce(file) { path, _ in path.deletingLastPathComponent() }
        let manifest = clone.appending(path: "Package.swift").path
        return FileManager.default.fileExists(atPath: manifest) ? clone.path : repository
    }

    /// What a manifest calls the package: the last component of its place.
    let identity: String

    /// The first arguments of `.package(…)`.
    let arguments: String

    /// Whether it is a folder of this machine.
    let isFolder: Bool

    /// What whoever gets a project of a folder has to know.
    var remark: String {
        """
        It takes Talisman from a folder, which an image and a workflow do not have: name a
        repository in Package.swift before.
        """
    }

    /// - Parameter place: the address of a repository, or the path of a folder; a relative one
    ///   begins at the working directory.
    /// - Throws: `Diagnosis` for a folder without a package.
    init(_ place: String) throws {
        if place.contains("://") || place.hasPrefix("git@") {
            let last = place.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
            identity = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
            arguments = Self.arguments(url: place)
            isFolder = false
            return
        }
        let folder = URL(filePath: place).standardizedFileURL
        let manifest = folder.appending(path: "Package.swift").path
        guard FileManager.default.fileExists(atPath: manifest) else {
            throw Diagnosis("--package: '\(folder.path)' has no Package.swift", .unusableFile)
        }
        identity = folder.lastPathComponent
        arguments = "path: \(Self.literal(folder.path))"
        isFolder = true
    }

    private static func arguments(url: String) -> String {
        "url: \(literal(url)),\n            from: \(literal(TalismanCommand.packageVersion))"
    }

    /// A literal of Swift.
    static func literal(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\", "\"": "\\\(scalar)"
            case "\0"..." ", "\u{7F}":
                scalar == " " ? " " : "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
