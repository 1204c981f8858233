#if Redis
import Foundation
import Synchronization
import Testing

@testable import WebSessionsRedis

/// A redis-server of the tests' own, on loopback, with a folder of its own.
///
/// It ends with the process of the tests, however that ends: a shell waits for the end of
/// its input and then ends the server that it started.
final class RedisServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Tests of Redis run where there is a server, and everywhere in CI.
    static let isExpected = isInstalled || ProcessInfo.processInfo.environment["CI"] != nil
    private static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/redis-server") }

    let port: Int
    let folder: URL
    private let arguments: [String]
    private let running = Mutex<(process: Process, input: Pipe)?>(nil)

    /// Starts a server and waits until it answers.
    ///
    /// A Sentinel has its settings in a file, which it writes to.
    init(port: Int? = nil, sentinel: [String]? = nil, _ settings: [String] = []) async throws {
        let port = try port ?? FreePort.next()
        let name = "redis-\(UUID().uuidString)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.port = port
        self.folder = folder
        var arguments: [String] = []
        if let sentinel {
            let file = folder.appending(path: "sentinel.conf")
            let text = sentinel.map { $0 + "\n" }.joined()
            try text.write(to: file, atomically: true, encoding: .utf8)
            arguments = [file.path, "--sentinel"]
        } else {
            arguments = ["--save", "", "--enable-debug-command", "yes"]
        }
        self.arguments =
            arguments + [
                "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path,
                "--logfile", folder.appending(path: "log").path,
            ] + settings
        try await start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    var url: String { "redis://127.0.0.1:\(port)" }
    var endpoint: RedisEndpoint { RedisEndpoint(host: "127.0.0.1", port: port) }

    /// Starts the server, again perhaps, with the files that it left.
    func start() async throws {
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = "\"$@\" </dev/null & pid=$!; cat >/dev/null; kill -9 $pid; wait $pid"
        process.arguments = ["-c", script, "sh", "redis-server"] + arguments
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        running.withLock { $0 = (process, input) }
        try await waitUntilReady()
    }

    /// Ends the server with SIGKILL; its files stay.
    func kill() {
        let running = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let running else { return }
        try? running.input.fileHandleForWriting.close()
        running.process.waitUntilExit()
    }

    /// Runs a command with redis-cli, which knows nothing of the client under test.
    @discardableResult
    func command(_ words: String...) async throws -> String {
        try await command(words)
    }

    @discardableResult
    func command(_ words: [String]) async throws -> String {
        let (status, output) = try await Tool.run("redis-cli", ["-p", "\(port)"] + words)
        guard status == 0, !output.hasPrefix("ERR") else {
            throw Failure(description: "redis-cli \(words): \(output)")
        }
        return output
    }

    private func waitUntilReady() async throws {
        for _ in 0..<1000 {
            if (try? await command("PING")) == "PONG" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
        throw Failure(description: "redis-server does not start: \(log ?? "is it installed?")")
    }
}
#endif
