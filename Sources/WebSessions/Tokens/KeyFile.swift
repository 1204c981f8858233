// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file with secrets, which only its owner may read.
struct KeyFile {
    private static let most = 65_536

    let path: String

    /// What is in it; where there is no file, one with this text is made.
    func text(_ make: () -> String) throws(SessionError) -> String {
        if let text = try read() { return text }
        try write("\(make())\n")
        guard let text = try read() else { throw error("went away while it was read") }
        return text
    }

    private func read() throws(SessionError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw error("cannot be read", errno)
        }
        defer { _ = close(descriptor) }
        try checkMode(descriptor)
        var bytes = [UInt8](repeating: 0, count: Self.most)
        var count = 0
        while count < bytes.count {
            let part = bytes.withUnsafeMutableBytes { buffer in
                self.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            guard part >= 0 else { throw error("cannot be read", errno) }
            guard part > 0 else { return String(decoding: bytes[..<count], as: UTF8.self) }
            count += part
        }
        throw error("is too large")
    }

    private func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    /// Looks at the open file: another one may have its name by now.
    private func checkMode(_ descriptor: Int32) throws(SessionError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw error("cannot be read", errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw error("is no file") }
        guard status.st_mode & 0o077 == 0 else {
            throw error("is open to others: run chmod 600 \(path)")
        }
    }

    /// Writes a file under another name, and links it to its own when it is complete.
    ///
    /// Another process may have been faster, and its file stays.
    private func write(_ text: String) throws(SessionError) {
        let mark = Base64URL.encode(SystemRandomSource().bytes(9))
        let draft = "\(path).\(mark)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw error("cannot be made", errno) }
        defer { unlink(draft) }
        let bytes = Array(text.utf8)
        let isWritten = write(descriptor, bytes) == bytes.count && fsync(descriptor) == 0
        let failure = errno
        guard close(descriptor) == 0, isWritten else { throw error("cannot be made", failure) }
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw error("cannot be made", errno)
        }
    }

    private func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
        #if canImport(Darwin)
        Darwin.write(descriptor, bytes, bytes.count)
        #elseif canImport(Musl)
        Musl.write(descriptor, bytes, bytes.count)
        #else
        Glibc.write(descriptor, bytes, bytes.count)
        #endif
    }

    private func error(_ problem: String, _ number: Int32? = nil) -> SessionError {
        let reason = number.map { ": \(String(cString: strerror($0)))" } ?? ""
        return SessionError(.invalidConfiguration, "the key file \(path) \(problem)\(reason)")
    }
}
