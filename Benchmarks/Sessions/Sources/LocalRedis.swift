// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation
import WebSessionsRedis

/// A Redis server of one measurement's own, which is paused and killed.
final class LocalRedis {
    /// It does not start.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let port: Int
    private let password: String
    private var process = Process()

    /// Starts a server on some port that is free.
    init() async throws {
        password = String(UInt64.random(in: .min ... .max), radix: 16)
        port = Int.random(in: 20_000..<32_000)
        try await start()
    }

    var url: String { "redis://default:\(password)@127.0.0.1:\(port)" }

    /// Starts it, again perhaps, without data.
    func start() async throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "",
            "--requirepass", password, "--logfile", "/dev/null",
        ]
        try process.run()
        let store = try RedisSessionStore(url: url, application: "start", timeout: .seconds(10))
        try await store.ping()
        await store.close()
        guard process.isRunning else {
            throw Failure(description: "redis-server cannot listen at port \(port)")
        }
    }

    func pause() { _ = kill(process.processIdentifier, SIGSTOP) }
    func resume() { _ = kill(process.processIdentifier, SIGCONT) }

    func end() {
        _ = kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
#endif
