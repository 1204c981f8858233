#if Hummingbird && SQLite
import Foundation

/// Finds a port that nobody listens on.
enum FreePort {
    struct None: Error {}

    static func find() throws -> Int {
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let handle = socket(AF_INET, kind, 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(handle, address, size) == 0 && getsockname(handle, address, &size) == 0
            }
        }
        guard result else { throw None() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
#endif
