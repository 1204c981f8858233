// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Templates in the files below a root folder.
///
/// A name is the path of a file from the root, with `/` on every system. Names
/// that could lead elsewhere are refused: absolute ones, ones with `..`, `.` or
/// empty parts, with a backslash or a NUL. A symbolic link is followed as long
/// as its target is below the root.
///
/// The version of a template is made of its file's time, size and identity, so
/// that a file that is replaced or written again is noticed without reading it.
public struct FileTemplateLoader: TemplateLoader {
    /// How many names are listed at most, for an error message must not take for ever.
    private static let maximumNames = 10_000

    /// The path of the folder.
    package let root: String

    /// The names for what errors suggest.
    private let suggestions = RecentNames()

    /// Creates a loader for a folder.
    ///
    /// - Parameter root: The path of the folder. It is resolved at every use, so
    ///   that it may appear, or be exchanged, later.
    public init(root: String) {
        self.root = root
    }

    /// The files below the root, without hidden ones, sorted; no more than 10,000 of them.
    public var names: [String] {
        FolderListing(below: root, limit: Self.maximumNames).files
    }

    /// All files below the root, and what of it cannot be read.
    package var listing: FolderListing { FolderListing(below: root) }

    /// The bytes of a file.
    ///
    /// - Throws: ``TemplateError`` with the code `templateNotFound`, `templateNameRefused` for
    ///   what leads out of the folder, or `templateUnreadable`.
    public func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
        let file = try open(name, suggestingNames: true)
        guard let bytes = file.read() else {
            throw unreadable(name, "cannot be read")
        }
        return LoadedTemplate(bytes: bytes, version: file.version)
    }

    /// The version of a file.
    ///
    /// - Throws: ``TemplateError``, as ``load(_:)`` does, but without names that may be meant.
    public func version(of name: String) throws(TemplateError) -> TemplateVersion {
        try open(name, suggestingNames: false).version
    }

    /// Finds out whether the folder is there, which an application wants to know when it
    /// starts.
    ///
    /// - Throws: ``TemplateError`` with the code `templateNotFound`, which names the folder's
    ///   path from the root of the file system on.
    public func requireFolder() throws(TemplateError) {
        try TemplateError.requireFolder(root, of: "templates")
    }

    private func open(
        _ name: String,
        suggestingNames suggests: Bool
    ) throws(TemplateError) -> OpenFile {
        try Self.check(name)
        guard let folder = FileAccess.realPath(root) else {
            throw .noFolder(root, of: "templates")
        }
        guard let path = FileAccess.realPath("\(folder)/\(name)") else {
            throw .templateNotFound(name, among: suggests ? suggestions.names { names } : [])
        }
        let confined = folder.hasSuffix("/") ? folder : folder + "/"
        guard path.hasPrefix(confined) else {
            throw TemplateError(
                .templateNameRefused,
                "'\(name)' is a link to a file outside of the root folder"
            )
        }
        guard let file = OpenFile(path: path) else { throw unreadable(name, "cannot be opened") }
        guard file.isRegular else { throw unreadable(name, "is not a file") }
        return file
    }

    private func unreadable(_ name: String, _ problem: String) -> TemplateError {
        TemplateError(.templateUnreadable, "'\(name)' \(problem)")
    }

    /// Refuses names that could lead outside of the root.
    private static func check(_ name: String) throws(TemplateError) {
        let parts = name.utf8.split(separator: Byte.slash, omittingEmptySubsequences: false)
        let isOdd = parts.contains { part in
            part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8)
        }
        let hasOddByte = name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\\") }
        if isOdd || hasOddByte {
            throw TemplateError(
                .templateNameRefused,
                "'\(name)' is not a path inside of the root folder",
                notes: [TemplateError.Note("write names as 'folder/file.html'")]
            )
        }
    }
}
