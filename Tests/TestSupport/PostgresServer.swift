// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, on loopback, with a folder of its own.
///
/// It ends with the process of the tests, however that ends.
package final class PostgresServer: Sendable {
    /// Tests of PostgreSQL run where there is a server, and everywhere in CI.
    package static let isExpected =
        !programs.isEmpty || ProcessInfo.processInfo.environment["CI"] != nil

    /// Whether a server can have a file system of its own, which takes a superuser of Linux.
    package static let canMount =
        geteuid() == 0 && (try? Program("unshare", ["-m", "true"]).wait()) == 0

    /// Debian keeps each version in a folder of its own.
    private static let programs: String = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap { Int($0) }.max()
        let folders =
            newest.map { ["\(root)/\($0)/bin/"] } ?? [] + [
                "/opt/homebrew/opt/postgresql@17/bin/", "/usr/local/opt/postgresql@17/bin/",
                "/usr/local/bin/",
            ]
        return folders.first { FileManager.default.isExecutableFile(atPath: "\($0)initdb") } ?? ""
    }()

    /// A server refuses to run as root, which gives it to somebody else then.
    static let prefix: [String] =
        geteuid() == 0 ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : []

    package let port: Int
    package let folder: TemporaryFolder
    private let settings: [String]
    /// What the program is started by.
    private let launcher: [String]
    private let running = Mutex<Program?>(nil)

    /// Starts a server and waits until it answers.
    ///
    /// - Parameters:
    ///   - settings: lines of its configuration.
    ///   - primary: the server whose replica it becomes; nil for one of its own.
    ///   - folder: where it is; a new folder by default.
    ///   - launcher: a command that starts the server, which is its last arguments; none by default.
    /// - Throws: what keeps the server from starting.
    package init(
        _ settings: [String] = [],
        replicaOf primary: PostgresServer? = nil,
        folder: TemporaryFolder? = nil,
        launcher: [String] = []
    ) async throws {
        port = try FreePort.next()
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        self.settings = settings
        self.launcher = launcher
        try Self.giveAway(folder.path)
        if let primary {
            try await Self.run(
                "pg_basebackup",
                ["-h", "127.0.0.1", "-p", "\(primary.port)", "-U", "postgres", "-D", data, "-R"]
                    + ["--no-sync", "--checkpoint=fast"]
            )
        } else {
            try await Self.run(
                "initdb",
                ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
                    + ["--no-locale"]
            )
        }
        try await start()
    }

    deinit {
        kill()
    }

    package var url: String { "postgres://postgres@127.0.0.1:\(port)/postgres" }
    private var data: String { "\(folder.path)/data" }

    /// Starts the server, again perhaps, with the files that it left.
    package func start() async throws {
        var program = try launch()
        for _ in 0..<3000 {
            // Processes that a kill left alone hold its memory for some milliseconds.
            if !program.isRunning { program = try launch() }
            if (try? await query("SELECT 1")) == "1" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = folder.text("log") ?? "is it installed?"
        throw Program.Failure(description: "postgres does not start: \(log)")
    }

    /// Starts the process; it ends with the server, and the server with the end of its input.
    private func launch() throws -> Program {
        var lines = [
            "listen_addresses=127.0.0.1", "port=\(port)", "unix_socket_directories=\(folder.path)",
            "shared_buffers=32MB", "max_wal_size=256MB", "max_connections=400",
        ]
        #if os(Linux)
        lines.append("recovery_init_sync_method=syncfs")
        #endif
        let options = (lines + settings).flatMap { ["-c", $0] }
        let words = launcher + Self.prefix + [Self.programs + "postgres", "-D", data] + options
        let script = """
            exec 3<&0
            "$@" </dev/null 3<&- >>'\(folder.path)/log' 2>&1 & pid=$!
            { cat <&3 >/dev/null; kill -9 $pid; } 2>/dev/null &
            exec 3<&-
            wait $pid
            """
        let program = try Program("/bin/sh", ["-c", script, "sh"] + words, input: .pipe)
        running.withLock { $0 = program }
        return program
    }

    /// Ends the server with SIGKILL; its files stay.
    package func kill() {
        let program = running.withLock { $0.take() }
        program?.endInput()
        program?.wait()
    }

    /// The process that all others of the server come from.
    package var processID: pid_t? {
        let text = try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Makes a replica take writes.
    package func promote() async throws {
        try await query("SELECT pg_promote(true, 60)")
    }

    /// Runs a statement with psql, which knows nothing of the client under test.
    @discardableResult
    package func query(_ statement: String, port: Int? = nil) async throws -> String {
        let file = "\(folder.path)/\(UUID().uuidString)"
        let words = ["-h", "127.0.0.1", "-p", "\(port ?? self.port)", "-U", "postgres"]
        let options = [
            "-d", "postgres", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement,
        ]
        let program = try Program(Self.programs + "psql", words + options, output: file)
        let status = await program.end()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try FileManager.default.removeItem(atPath: file)
        let output = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard status == 0 else { throw Program.Failure(description: "psql: \(output)") }
        return output
    }

    /// Gives a file or folder to whom servers run as.
    package static func giveAway(_ folder: String) throws {
        guard geteuid() == 0 else { return }
        guard let nobody = getpwnam("nobody") else {
            throw Program.Failure(description: "there is no user nobody")
        }
        guard chown(folder, nobody.pointee.pw_uid, nobody.pointee.pw_gid) == 0 else {
            throw Program.Failure(description: String(cString: strerror(errno)))
        }
    }

    private static func run(_ name: String, _ arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let words = prefix + [programs + name] + arguments
        let file = "\(folder.path)/output"
        let program = try Program(words[0], Array(words.dropFirst()), folder: "/", output: file)
        guard await program.end() == 0 else {
            throw Program.Failure(description: "\(name): \(folder.text("output") ?? "")")
        }
    }
}
