// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The system's functions on paths.
enum FileAccess {
    /// The path without links and `..`; `nil` when there is no such file.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    /// Where relative paths begin; `nil` when that folder is gone.
    static var workingDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(validatingCString: path)
    }

    /// Whether a path is that of a folder, or of a link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// A file that is open for reading, until the value is gone.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let status: stat

    /// Opens a path whose last part is not a link.
    init?(path: String) {
        // Non-blocking, so that a pipe does not wait for somebody to write.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0 else { return nil }
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            return nil
        }
        self.status = status
    }

    deinit {
        close(descriptor)
    }

    var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }

    /// A stamp of the file's content.
    var version: TemplateVersion {
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        return TemplateVersion(
            Int(time.tv_sec),
            Int(time.tv_nsec),
            Int(status.st_size),
            Int(truncatingIfNeeded: status.st_ino)
        )
    }

    /// All bytes; `nil` when the system fails.
    func read() -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = readSome(into: &buffer)
            if count < 0 { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    private func readSome(into buffer: inout [UInt8]) -> Int {
        let descriptor = descriptor
        return buffer.withUnsafeMutableBytes { space in
            var count: Int
            repeat {
                #if canImport(Darwin)
                count = Darwin.read(descriptor, space.baseAddress, space.count)
                #elseif canImport(Glibc)
                count = Glibc.read(descriptor, space.baseAddress, space.count)
                #elseif canImport(Musl)
                count = Musl.read(descriptor, space.baseAddress, space.count)
                #endif
            } while count < 0 && errno == EINTR
            return count
        }
    }
}
