// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Foundation
import Hummingbird
import ShopSite
import Talisman
import TalismanHummingbird

// Serves what is measured: RequestBenchmark shop, or RequestBenchmark constant BYTES, on the
// address that the shop would have.
//
// The main thread only waits. That of an asynchronous program ends, and valgrind cannot see that.

Task.detached {
    await ServerProgram.run {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "shop" {
            try await Shop(ShopSettings(ProcessInfo.processInfo.environment)).serve()
        } else {
            try await serveConstant(Int(arguments.last ?? "") ?? 10_000)
        }
    }
    exit(0)
}
while true { pause() }

/// The same bytes for each request: what the server itself costs.
@Sendable func serveConstant(_ size: Int) async throws {
    let page = ByteBuffer(repeating: UInt8(ascii: "x"), count: size)
    let router = Router()
    router.get("/") { _, _ in
        Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: page)
        )
    }
    let address = try ServerAddress.fromEnvironment()
    let application = Application(
        router: router,
        configuration: ApplicationConfiguration(
            address: .hostname(address.host, port: address.port)
        )
    )
    try await application.run()
}
#else
print("The benchmark needs the package traits Hummingbird and SQLite.")
#endif
