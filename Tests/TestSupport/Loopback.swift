// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// TCP on 127.0.0.1, below what a library does.
package enum Loopback {
    /// A new socket; negative where there is none.
    package static func socket() -> Int32 {
        #if canImport(Glibc)
        Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    /// Calls `body` with the address of a port.
    package static func withAddress<Result>(
        _ port: Int,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
