// SPDX-License-Identifier: Apache-2.0

public import PageTemplates
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files of a folder with what pages say of them: an address that changes with the file, and
/// the digest of its content.
///
/// ```swift
/// let files = try LocalFiles(folder: "Static", at: "/static")
/// var configuration = TemplateConfiguration.talisman
/// configuration.add(files)
/// ```
///
/// In templates, `static:` gives the address of a file and `integrity:` its digest:
///
/// ```html
/// <script src="app.js" crossorigin
///         tal:attributes="src static:app.js; integrity integrity:app.js"></script>
/// ```
///
/// A browser then runs that content and no other, and may keep the file for ever. The name may have
/// holes, as in `static:${product/image}`. A name that is written out and that the folder does not
/// have is an error of the template. All files are read once, when the program starts; with
/// `reloads` a file is read again when it has changed. `Sendable`.
public final class LocalFiles: Sendable {
    /// A file.
    ///
    /// `Sendable`.
    public struct File: Sendable, Hashable {
        /// Its address, with the version as its query.
        public let url: String
        /// What stands for its content in an address.
        public let version: String
        /// The attribute `integrity`: the SHA-384 of its content.
        public let integrity: String
    }

    /// What the addresses of files begin with, such as `/static`.
    public let path: String
    private let folder: String
    private let reloads: Bool
    private let table: Mutex<Table>

    private struct Known {
        let file: File
        let stamp: FileStamp
    }

    /// The files by their names, and the names by their addresses.
    private struct Table {
        var files: [String: Known] = [:]
        var names: [String: String] = [:]

        mutating func set(_ name: String, _ known: Known?) {
            if let old = files[name] { names[old.file.url] = nil }
            files[name] = known
            if let known { names[known.file.url] = name }
        }
    }

    /// Reads the files of a folder; hidden ones are not there.
    ///
    /// - Parameters:
    ///   - folder: its path; a relative one begins at the working directory.
    ///   - path: what the addresses of its files begin with.
    ///   - reloads: whether a file is looked at each time a page names it.
    /// - Throws: `TemplateError` for a folder that is not there or a file that cannot be read.
    public init(
        folder: String,
        at path: String = "/static",
        reloads: Bool = false
    ) throws(TemplateError) {
        try TemplateError.requireFolder(folder, of: "files")
        self.folder = folder
        self.reloads = reloads
        self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
        var table = Table()
        for name in FolderListing(below: folder).files {
            table.set(name, try Self.read(name, in: folder, at: self.path))
        }
        self.table = Mutex(table)
    }

    /// A file by its path from the folder; nil where there is none.
    public func file(_ name: String) -> File? {
        table.withLock { table in
            let known = table.files[name]
            guard reloads else { return known?.file }
            guard Self.isName(name), let stamp = FileStamp(path: "\(folder)/\(name)") else {
                return nil
            }
            if let known, known.stamp == stamp { return known.file }
            table.set(name, try? Self.read(name, in: folder, at: path))
            return table.files[name]?.file
        }
    }

    /// The names of the files that were found so far, sorted.
    public var names: [String] { table.withLock { $0.files.keys.sorted() } }

    /// Whether an address is that of a file, with its version, and the file is still the one that
    /// was read.
    package func hasFile(at address: String) -> Bool {
        let found = table.withLock { table in
            table.names[address].map { (name: $0, stamp: table.files[$0]?.stamp) }
        }
        guard let found else { return false }
        return FileStamp(path: "\(folder)/\(found.name)") == found.stamp
    }

    private static func isName(_ name: String) -> Bool {
        let slash = UInt8(ascii: "/")
        return !name.utf8.split(separator: slash, omittingEmptySubsequences: false).contains {
            part in
            part.isEmpty || part.first == UInt8(ascii: ".")
        }
    }

    private static func read(
        _ name: String,
        in folder: String,
        at path: String
    ) throws(TemplateError) -> Known {
        let place = "\(folder)/\(name)"
        guard let stamp = FileStamp(path: place),
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: place))
        else {
            throw TemplateError(.templateUnreadable, "the file '\(place)' cannot be read")
        }
        let version = Digest.version(bytes)
        let file = File(
            url: "\(path)/\(encoded(name))?v=\(version)",
            version: version,
            integrity: Digest.sha384(bytes)
        )
        return Known(file: file, stamp: stamp)
    }

    /// A path as it stands in an address.
    private static func encoded(_ name: String) -> String {
        name.utf8.reduce(into: "") { text, byte in
            if byte < 0x80, plain.contains(Character(UnicodeScalar(byte))) {
                text.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                text +=
                    "%" + String(byte >> 4, radix: 16, uppercase: true)
                    + String(byte & 15, radix: 16, uppercase: true)
            }
        }
    }

    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    )
}
