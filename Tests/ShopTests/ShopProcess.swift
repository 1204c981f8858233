// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation
import TestSupport

/// A shop that runs as a process of its own.
final class ShopProcess {
    let port: Int
    let environment: [String: String]
    private let folder: String?
    private var program: Program?

    /// A shop that is not started yet; it runs in the folder of the package unless in another one.
    init(port: Int, sessions: String, more: [String: String] = [:], folder: String? = nil) {
        self.port = port
        self.folder = folder
        environment = ["PORT": "\(port)", "SESSIONS": sessions, "LOG_LEVEL": "warning"]
            .merging(more) { $1 }
    }

    deinit {
        kill()
    }

    /// Starts the shop and waits until it answers.
    func start() async throws {
        let program = try Self.launch(environment, in: folder)
        self.program = program
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        while ContinuousClock.now < deadline, program.isRunning {
            if let answer = try? await Browser(port: port).get("/static/shop.css"),
                answer.status == 200
            {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Program.Failure(description: "the shop does not answer")
    }

    /// Ends the process as a power failure would.
    func kill() {
        end(SIGKILL)
    }

    /// Asks the process to end, and gives its status.
    @discardableResult
    func end(_ signal: Int32 = SIGTERM) -> Int32? {
        program?.send(signal)
        return program?.wait()
    }

    /// The folder of the package.
    static var root: URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    /// A copy of the templates, which can be changed.
    static func templates() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            at: root.appending(path: "Templates"),
            to: URL(filePath: folder.path).appending(path: "Templates")
        )
        return folder
    }

    /// Runs a shop that is expected not to start.
    static func failure(
        _ environment: [String: String],
        in folder: String? = nil
    ) throws -> (status: Int32, text: String) {
        let errors = try TemporaryFolder()
        let program = try launch(environment, in: folder, errors: "\(errors.path)/errors")
        return (program.wait(), errors.text("errors") ?? "")
    }

    private static func launch(
        _ environment: [String: String],
        in folder: String?,
        errors: String? = nil
    ) throws -> Program {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return try Program(
            tests.deletingLastPathComponent().appendingPathComponent("Shop").path,
            [],
            environment: environment,
            folder: folder ?? root.path,
            errors: errors
        )
    }
}
#endif
