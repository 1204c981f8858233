// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The regular files below a folder, and what of it cannot be read.
///
/// Hidden files, and links to folders and to nothing, are left out.
package struct FolderListing: Sendable {
    /// The paths of the files from the folder, sorted.
    package private(set) var files: [String] = []

    /// The paths of what cannot be read, each with what is wrong: folders, those with names that
    /// are no UTF-8, pipes and devices.
    package private(set) var problems: [(path: String, text: String)] = []

    /// Lists a folder.
    ///
    /// - Parameters:
    ///   - root: The path of the folder.
    ///   - limit: How many files are listed at most, in no order; all by default.
    package init(below root: String, limit: Int = .max) {
        var folders = [""]
        while let folder = folders.popLast(), files.count < limit {
            read(folder, of: root) { folders.append($0) }
        }
        files = files.prefix(limit).sorted()
        problems.sort { $0.path < $1.path }
    }

    private mutating func read(
        _ folder: String,
        of root: String,
        subfolder: (String) -> Void
    ) {
        guard let stream = opendir("\(root)/\(folder)") else {
            problems.append((folder, "the folder cannot be read"))
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            guard let name = Self.name(of: entry) else {
                problems.append((folder, "the folder has a file whose name is not UTF-8"))
                continue
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder + name
            switch Self.kind(of: entry, at: "\(root)/\(path)") {
            case .folder: subfolder(path + "/")
            case .file: files.append(path)
            case .other: problems.append((path, "is a pipe or a device, and no file"))
            case nil: continue
            }
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            let length = MemoryLayout.size(ofValue: entry.pointee.d_name)
            return pointer.withMemoryRebound(to: CChar.self, capacity: length) {
                String(validatingCString: $0)
            }
        }
    }

    private enum Kind {
        case folder
        case file
        case other
    }

    /// The kind of what is at a path, or of what a link leads to; nil for what is to be left out.
    ///
    /// Most file systems tell it with the name.
    private static func kind(of entry: UnsafeMutablePointer<dirent>, at path: String) -> Kind? {
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): return .file
        case Int(DT_DIR): return .folder
        default: return kind(at: path)
        }
    }

    private static func kind(at path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        if status.st_mode & S_IFMT == S_IFDIR { return .folder }
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return nil
        default: return .other
        }
    }
}
