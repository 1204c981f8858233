// SPDX-License-Identifier: Apache-2.0

import Foundation
import TemplateTools

/// The git repository that the working directory is in.
///
/// Nothing is changed in it: files of a revision are written elsewhere, by an index of their own.
struct Repository {
    /// The path of its folder.
    let folder: String

    /// The path of the working directory in it, with a slash at its end, or empty.
    private let prefix: String

    /// Finds the repository.
    ///
    /// - Throws: `Diagnosis` where there is none, or no git.
    init() throws {
        folder = try Self.line(["rev-parse", "--show-toplevel"], in: nil)
        prefix = try Self.line(["rev-parse", "--show-prefix"], in: nil)
    }

    /// The full name of a revision.
    ///
    /// - Throws: `Diagnosis` for a name that no revision has.
    func revision(_ name: String) throws -> String {
        do {
            return try line(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
        } catch {
            throw Diagnosis("there is no revision '\(name)'", .unusableFile)
        }
    }

    /// The last revision that two have in common.
    func mergeBase(_ left: String, _ right: String) throws -> String {
        try line(["merge-base", left, right])
    }

    /// The path in the repository of a path of the command line, without a slash at its end.
    ///
    /// - Throws: `Diagnosis` for a path that leads out of it.
    func path(_ path: String) throws -> String {
        let place = path.hasPrefix("/") ? path : "\(folder)/\(prefix)\(path)"
        let parts = URL(filePath: place).standardizedFileURL.path.split(separator: "/")
        let around = URL(filePath: folder).standardizedFileURL.path.split(separator: "/")
        guard parts.starts(with: around) else {
            throw Diagnosis("\(path): is not in the repository of '\(folder)'", .unusableFile)
        }
        return parts.dropFirst(around.count).joined(separator: "/")
    }

    /// Writes files of a revision to a folder, under their paths in the repository.
    ///
    /// - Parameters:
    ///   - revision: The revision.
    ///   - paths: The files and folders; the manifests of the whole repository are written, too.
    ///   - target: The folder.
    /// - Throws: `Diagnosis` where git cannot write them.
    func write(_ revision: String, _ paths: [String], to target: String) throws {
        let environment = ["GIT_INDEX_FILE": "\(target)/.index"]
        func git(_ words: [String], _ input: [UInt8] = []) throws -> [UInt8] {
            try Program(["git"] + words, in: folder, environment: environment).output(input)
        }
        _ = try git(["read-tree", revision])
        let wanted = paths.map { $0.isEmpty ? "." : ":(literal)\($0)" }
        let files = try git(
            ["ls-files", "-z", "--"] + wanted + [":(glob)**/\(ManifestFile.name)"]
        )
        _ = try git(["checkout-index", "-z", "--stdin", "--prefix=\(target)/"], files)
    }

    private func line(_ words: [String]) throws -> String {
        try Self.line(words, in: folder)
    }

    private static func line(_ words: [String], in folder: String?) throws -> String {
        let output = try Program(["git"] + words, in: folder).output()
        return String(decoding: output, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
