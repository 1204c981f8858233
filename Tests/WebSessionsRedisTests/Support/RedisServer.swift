#if Redis
import Foundation
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

    static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/redis-server") }
    static let isRequired = ProcessInfo.processInfo.environment["CI"] != nil
    /// Tests of Redis run where there is a server, and everywhere in CI.
    static let isExpected = isInstalled || isRequired

    let port: Int
    let folder: URL
    private let process: Process
    private let input = Pipe()

    /// Starts a server and waits until it answers.
    init(
        port: Int? = nil,
        folder: URL? = nil,
        isSentinel: Bool = false,
        _ settings: [String] = []
    ) async throws {
        self.port = try port ?? FreePort.next()
        self.folder = folder ?? Self.newFolder()
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = "\"$@\" & pid=$!; cat >/dev/null; kill -9 $pid; wait $pid"
        var arguments = ["-c", script, "sh", "redis-server"]
        if isSentinel { arguments += [try Self.sentinelFile(self.folder, settings), "--sentinel"] }
        arguments += [
            "--port", "\(self.port)", "--bind", "127.0.0.1", "--dir", self.folder.path,
            "--logfile", self.folder.appending(path: "log").path, "--enable-debug-command", "yes",
        ]
        if !isSentinel {
            arguments += ["--save", ""] + settings
        }
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try await waitUntilReady()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    var url: String { "redis://127.0.0.1:\(port)" }
    var endpoint: RedisEndpoint { RedisEndpoint(host: "127.0.0.1", port: port) }

    /// Ends the server at once, as by SIGKILL; its files stay.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Runs a command with redis-cli, which knows nothing of the client under test.
    @discardableResult
    func command(_ words: String..., tolerating isTolerant: Bool = false) async throws -> String {
        let arguments = ["-p", "\(port)"] + words
        let (status, output) = try await Tool.run("redis-cli", arguments)
        guard isTolerant || status == 0 && !output.hasPrefix("ERR") else {
            throw Failure(description: "redis-cli \(words): \(output)")
        }
        return output
    }

    private func waitUntilReady() async throws {
        for _ in 0..<400 {
            guard process.isRunning else { break }
            let answer = try? await command("PING", tolerating: true)
            if answer == "PONG" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
        throw Failure(description: "redis-server does not start: \(log ?? "is it installed?")")
    }

    static func newFolder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "redis-\(UUID().uuidString)")
    }

    private static func sentinelFile(_ folder: URL, _ lines: [String]) throws -> String {
        let file = folder.appending(path: "sentinel.conf")
        try lines.map { $0 + "\n" }.joined().write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }
}

/// Ports that nobody listens on.
enum FreePort {
    /// The next one.
    ///
    /// Cluster nodes also use the port that is 10,000 higher.
    static func next() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 20_000...32_000)
            if isFree(port), isFree(port + 10_000) { return port }
        }
        throw RedisServer.Failure(description: "no port is free")
    }

    private static func isFree(_ port: Int) -> Bool {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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

/// Programs that tests run.
enum Tool {
    static func run(_ name: String, _ arguments: [String]) async throws -> (Int32, String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    try process.run()
                    let data = output.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    let text = String(decoding: data, as: UTF8.self)
                    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
                    continuation.resume(returning: (process.terminationStatus, trimmed))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}
#endif
