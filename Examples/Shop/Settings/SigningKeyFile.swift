#if Hummingbird && SQLite
import Foundation

/// A file with a signing key in base64, which only its owner may read.
struct SigningKeyFile {
    let path: String

    /// The key, made where there is none.
    func key() throws(StartError) -> String {
        if let key = try read() { return key }
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
        let key = Data(bytes).base64EncodedString()
        return try write(key) ? key : try read() ?? key
    }

    private func read() throws(StartError) -> String? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes else { return nil }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 == 0 else {
            throw StartError("others may read the key file \(path): run chmod 600 \(path)")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw StartError("the key file \(path) cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes a new file, and gives it its name when the key is in it: another process, or
    /// one after a crash, never finds half a key.
    ///
    /// Returns false where another process was faster.
    private func write(_ key: String) throws(StartError) -> Bool {
        let draft = "\(path).\(getpid())"
        unlink(draft)
        defer { unlink(draft) }
        try write(key, to: draft)
        guard link(draft, path) != 0 else { return true }
        guard errno == EEXIST else { throw StartError("the key file \(path) cannot be written") }
        return false
    }

    private func write(_ key: String, to draft: String) throws(StartError) {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw StartError("the key file \(path) cannot be written") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data("\(key)\n".utf8))
            try file.synchronize()
        } catch {
            throw StartError("the key file \(path) cannot be written")
        }
    }
}
#endif
