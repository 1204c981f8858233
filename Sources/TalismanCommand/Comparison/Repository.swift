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
    ///
    /// - Throws: `Diagnosis` where there is none.
    func mergeBase(_ left: String, _ right: String) throws -> String {
        do {
            return try line(["merge-base", left, right])
        } catch {
            throw Diagnosis("'\(left)' and '\(right)' have no revision in common", .unusableFile)
        }
    }

    /// The path in the repository of a path of the command line, without a slash at its end.
    ///
    /// - Throws: `Diagnosis` for a path that leads out of it.
    func path(_ path: String) throws -> String {
        let place = path.hasPrefix("/") ? path : "\(folder)/\(prefix)\(path)"
        let (parts, around) = (Self.parts(of: place), Self.parts(of: folder))
        guard parts.starts(with: around) else {
            throw Diagnosis("\(path): is not in the repository of '\(folder)'", .unusableFile)
        }
        return parts.dropFirst(around.count).joined(separator: "/")
    }

    /// The names of a path, without links and without `..`.
    private static func parts(of path: String) -> [Substring] {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path.split(separator: "/")
    }

    /// What git does not keep in the repository itself: other repositories in it, and what it is
    /// told to ignore.
    ///
    /// - Parameter path: A folder, as ``path(_:)`` gives it.
    /// - Returns: The paths from that folder; those of folders have a slash at their end.
    /// - Throws: `Diagnosis` where git cannot list them.
    func foreign(in path: String) throws -> Set<String> {
        let place = [path.isEmpty ? "." : ":(literal)\(path)"]
        let ignored = try Self.git(
            ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--"]
                + place,
            in: folder
        )
        let entries = try Self.git(["ls-files", "-z", "--stage", "--"] + place, in: folder)
        let others = Self.names(entries).filter { $0.hasPrefix("160000 ") }
            .compactMap { $0.split(separator: "\t", maxSplits: 1).last.map { "\($0)/" } }
        let start = path.isEmpty ? "" : path + "/"
        return Set(
            (Self.names(ignored) + others).filter { $0.hasPrefix(start) }
                .map { String($0.dropFirst(start.count)) }
        )
    }

    private static func names(_ output: [UInt8]) -> [String] {
        output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes files of a revision to a folder, under their paths in the repository.
    ///
    /// - Parameters:
    ///   - revision: The revision.
    ///   - paths: The files and folders; the manifests of the whole repository are written, too.
    ///   - target: The folder.
    ///   - index: The path of the index that is made for it, outside of that folder.
    /// - Throws: `Diagnosis` where git cannot write them.
    func write(_ revision: String, _ paths: [String], to target: String, index: String) throws {
        func git(_ words: [String], _ input: [UInt8] = []) throws -> [UInt8] {
            try Self.git(words, in: folder, ["GIT_INDEX_FILE": index], input)
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
        let output = try git(words, in: folder)
        return String(decoding: output, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs git without what a repository may have it run.
    private static func git(
        _ words: [String],
        in folder: String?,
        _ environment: [String: String] = [:],
        _ input: [UInt8] = []
    ) throws -> [UInt8] {
        let settings = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]
        return try Program(["git"] + settings + words, in: folder, environment: environment)
            .output(input)
    }
}
