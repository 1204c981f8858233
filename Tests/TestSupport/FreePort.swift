import Foundation
import Synchronization

/// Ports that nobody listens on.
package enum FreePort {
    private static let given = Mutex<Set<Int>>([])

    /// The next one, which nobody was given before, as servers take time to listen.
    ///
    /// The nodes of a cluster also use the port that is 10,000 higher. Both are below those
    /// that systems give to clients.
    package static func next() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 10_000..<20_000)
            let isNew = given.withLock { $0.insert(port).inserted }
            if isNew, isFree(port), isFree(port + 10_000) { return port }
        }
        throw Program.Failure(description: "no port is free")
    }

    private static func isFree(_ port: Int) -> Bool {
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let handle = socket(AF_INET, kind, 0)
        guard handle >= 0 else { return false }
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, size) == 0
            }
        }
    }
}
