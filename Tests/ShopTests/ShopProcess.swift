#if Hummingbird && SQLite
import Foundation

/// A shop that runs as a process of its own.
final class ShopProcess {
    let port: Int
    let environment: [String: String]
    private var process = Process()

    init(port: Int, sessions: String, more: [String: String] = [:]) {
        self.port = port
        let own = ["PORT": "\(port)", "SESSIONS": sessions, "LOG_LEVEL": "warning"]
        environment = ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(more) { $1 }
    }

    deinit {
        kill()
    }

    /// Starts the shop and waits until it answers.
    func start() async throws {
        process = try Self.launch(environment, output: nil)
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        while ContinuousClock.now < deadline, process.isRunning {
            if let answer = try? await Browser(port: port).get("/static/shop.css"),
                answer.status == 200
            {
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failure.doesNotAnswer
    }

    /// Ends the process as a power failure would.
    func kill() {
        guard process.isRunning else { return }
        _ = Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks the process to end, and gives its status.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Runs a shop that is expected not to start.
    static func failure(_ environment: [String: String]) throws -> (status: Int32, text: String) {
        let pipe = Pipe()
        let process = try launch(environment, output: pipe)
        let text = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    private static func launch(_ environment: [String: String], output: Pipe?) throws -> Process {
        let process = Process()
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("Shop")
        process.currentDirectoryURL = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        process.environment = environment
        process.standardError = output ?? FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return process
    }

    enum Failure: Error {
        case doesNotAnswer
    }
}
#endif
