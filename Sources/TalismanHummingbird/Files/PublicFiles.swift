// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
import Logging
import NIOPosix
import PageTemplates

/// The files below a folder that anybody may read, for ``PublicFileMiddleware``.
///
/// Hidden files and folders are not there, nor are names with control characters, of which a file
/// system reads less than Hummingbird's middleware does. Links are followed. `Sendable`.
public struct PublicFiles: FileProvider {
    /// The attributes of a file.
    public typealias FileAttributes = LocalFileSystem.FileAttributes
    /// The path of a file.
    public typealias FileIdentifier = String

    private let files: LocalFileSystem

    /// Makes the files of a folder.
    ///
    /// - Parameter folder: its path; a relative one begins at the working directory.
    /// - Throws: `TemplateError` for a folder that is not there, which names its whole path.
    public init(folder: String) throws {
        try TemplateError.requireFolder(folder, of: "files")
        let logger = Logger(label: "talisman") { _ in SwiftLogNoOpLogHandler() }
        files = LocalFileSystem(rootFolder: folder, threadPool: .singleton, logger: logger)
    }

    /// The path of a file; nil for one that is hidden or cannot be.
    public func getFileIdentifier(_ path: String) -> String? {
        let names = path.utf8.split(separator: UInt8(ascii: "/"))
        let isHidden = names.contains { $0.first == UInt8(ascii: ".") }
        let isOdd = path.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return isHidden || isOdd ? nil : files.getFileIdentifier(path)
    }

    /// The attributes of a file; nil for a folder, and where there is none.
    ///
    /// - Throws: what the file system throws.
    public func getAttributes(id: String) async throws -> FileAttributes? {
        let attributes = try await files.getAttributes(id: id)
        return attributes?.isFolder == true ? nil : attributes
    }

    /// A file.
    ///
    /// - Throws: what the file system throws.
    public func loadFile(
        id: String,
        context: some RequestContext
    ) async throws -> ResponseBody {
        try await files.loadFile(id: id, context: context)
    }

    /// A part of a file.
    ///
    /// - Throws: what the file system throws.
    public func loadFile(
        id: String,
        range: ClosedRange<Int>,
        context: some RequestContext
    ) async throws -> ResponseBody {
        try await files.loadFile(id: id, range: range, context: context)
    }
}
#endif
