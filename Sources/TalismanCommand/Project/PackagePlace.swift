// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a project gets Talisman from.
struct PackagePlace {
    /// The repository of the package.
    static let repository = "https://example.org/talisman.git"

    /// The arguments of `.package(…)` in the manifest of the starter.
    static let standard = arguments(url: repository)

    /// What a manifest calls the package: the last component of its place.
    let identity: String

    /// The first arguments of `.package(…)`.
    let arguments: String

    /// - Parameter place: the address of a repository, or the path of a folder; a relative one
    ///   begins at the working directory.
    /// - Throws: `Diagnosis` for a folder without a package.
    init(_ place: String) throws {
        if place.contains("://") || place.hasPrefix("git@") {
            let last = place.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
            identity = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
            arguments = Self.arguments(url: place)
            return
        }
        let folder = URL(filePath: place).standardizedFileURL
        let manifest = folder.appending(path: "Package.swift").path
        guard FileManager.default.fileExists(atPath: manifest) else {
            throw Diagnosis("--package: '\(folder.path)' has no Package.swift", .unusableFile)
        }
        identity = folder.lastPathComponent
        arguments = "path: \(Self.literal(folder.path))"
    }

    private static func arguments(url: String) -> String {
        "url: \(literal(url)),\n            from: \(literal(TalismanCommand.packageVersion))"
    }

    /// A literal of Swift.
    private static func literal(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
