// SPDX-License-Identifier: Apache-2.0

#if SQLite
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that only its owner can read and write.
enum PrivateFile {
    /// Makes an empty file, which SQLite takes for a new database, where there is none.
    ///
    /// Never replaces a file, not even one that another process makes at this moment. A
    /// failure is left to the opening, which can say more about it.
    ///
    /// - Returns: whether the file was made.
    static func make(_ path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        return close(descriptor) == 0
    }
}
#endif
