// SPDX-License-Identifier: Apache-2.0

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
        let handle = Loopback.socket()
        guard handle >= 0 else { return false }
        defer { close(handle) }
        return Loopback.withAddress(port) { bind(handle, $0, $1) == 0 }
    }
}
