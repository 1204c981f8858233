// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A redis-server of the tests' own, on loopback, with a folder of its own.
///
/// It ends with the process of the tests, however that ends.
package final class RedisServer: Sendable {
    /// Tests of Redis run where there is a server, and everywhere in CI.
    package static let isExpected =
        isInstalled || environment["CI"] != nil || environment["REDIS_SERVER"] != nil
    private static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/redis-server") }

    private static let environment = ProcessInfo.processInfo.environment

    /// Another server than that of Redis may be tried, such as `valkey-server`, with its client
    /// beside it.
    private static let program = environment["REDIS_SERVER"] ?? "redis-server"
    private static let client =
        program.hasSuffix("-server") ? program.dropLast("-server".count) + "-cli" : "redis-cli"

    package let port: Int
    package let folder: TemporaryFolder
    private let arguments: [String]
    private let running = Mutex<Program?>(nil)

    /// Starts a server and waits until it answers.
    ///
    /// A Sentinel has its settings in a file, which it writes to.
    package init(
        port: Int? = nil,
        sentinel: [String]? = nil,
        _ settings: [String] = []
    ) async throws {
        let port = try port ?? FreePort.next()
        let folder = try TemporaryFolder()
        self.folder = folder
        self.port = port
        var arguments: [String] = []
        if let sentinel {
            let text = sentinel.map { $0 + "\n" }.joined()
            arguments = [try folder.write("sentinel.conf", text), "--sentinel"]
        } else {
            arguments = ["--save", "", "--enable-debug-command", "yes"]
        }
        self.arguments =
            arguments + [
                "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path,
                "--logfile", "\(folder.path)/log",
            ] + settings
        try await start()
    }

    deinit {
        kill()
    }

    package var url: String { "redis://127.0.0.1:\(port)" }

    /// Starts the server, again perhaps, with the files that it left.
    package func start() async throws {
        let program = try Program(endingWithTests: Self.program, arguments)
        running.withLock { $0 = program }
        try await waitUntilReady()
    }

    /// Ends the server with SIGKILL; its files stay.
    package func kill() {
        let program = running.withLock { $0.take() }
        program?.endInput()
        program?.wait()
    }

    /// Runs a command with redis-cli, which knows nothing of the client under test.
    @discardableResult
    package func command(_ words: String...) async throws -> String {
        try await command(words)
    }

    @discardableResult
    package func command(_ words: [String]) async throws -> String {
        let file = "\(folder.path)/\(UUID().uuidString)"
        let program = try Program(Self.client, ["-p", "\(port)"] + words, output: file)
        let status = await program.end()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try FileManager.default.removeItem(atPath: file)
        let output = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard status == 0, !output.hasPrefix("ERR") else {
            throw Program.Failure(description: "\(Self.client) \(words): \(output)")
        }
        return output
    }

    private func waitUntilReady() async throws {
        for _ in 0..<1000 {
            if (try? await command("PING")) == "PONG" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = folder.text("log") ?? "is it installed?"
        throw Program.Failure(description: "\(Self.program) does not start: \(log)")
    }
}
