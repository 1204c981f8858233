// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The end of the process while clients take their time.
@Suite struct ShopShutdownTests {
    @Test func aSlowBodyDoesNotHoldUpTheEnd() async throws {
        let folder = try TemporaryFolder()
        let sessions = "sqlite:\(folder.path)/shop.sqlite"
        let shop = ShopProcess(port: try FreePort.next(), sessions: sessions)
        try await shop.start()
        let handle = Loopback.socket()
        defer { close(handle) }
        #expect(Loopback.withAddress(shop.port) { connect(handle, $0, $1) } == 0)
        let head = "POST /favourite HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\ncolor="
        #expect(send(handle, head, head.utf8.count, 0) == head.utf8.count)
        // It answers others, so that it has read what came before.
        _ = try await Browser(port: shop.port).get("/")
        let start = ContinuousClock.now
        #expect(shop.end() == 0)
        #expect(start.duration(to: .now) < .seconds(15))
    }
}
#endif
