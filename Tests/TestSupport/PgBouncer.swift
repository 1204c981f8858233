// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A PgBouncer of the tests' own between them and a server, in transaction mode.
///
/// It ends with the process of the tests, however that ends.
package final class PgBouncer: Sendable {
    package let port: Int
    private let folder: TemporaryFolder
    private let program: Program

    /// Starts it and waits until it passes statements on.
    package init(_ server: PostgresServer) async throws {
        port = try FreePort.next()
        folder = try TemporaryFolder()
        let settings = try folder.write(
            "settings.ini",
            """
            [databases]
            postgres = host=127.0.0.1 port=\(server.port) user=postgres dbname=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 20
            max_client_conn = 500
            logfile = \(folder.path)/log
            """
        )
        try PostgresServer.giveAway(folder.path)
        let words = PostgresServer.prefix + ["/usr/sbin/pgbouncer", settings]
        let found = FileManager.default.isExecutableFile(atPath: "/usr/sbin/pgbouncer")
        let command = found ? words : PostgresServer.prefix + ["pgbouncer", settings]
        program = try Program(endingWithTests: command[0], Array(command.dropFirst()))
        for _ in 0..<1000 {
            if (try? await server.query("SELECT 1", port: port)) == "1" { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let log = folder.text("log") ?? "is it installed?"
        throw Program.Failure(description: "pgbouncer does not start: \(log)")
    }

    deinit {
        program.endInput()
        program.wait()
    }

    package var url: String { "postgres://postgres@127.0.0.1:\(port)/postgres" }
}
