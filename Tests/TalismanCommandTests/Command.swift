import Foundation

/// The built command, run as a process.
enum Command {
    struct Result {
        let output: String
        let errors: String
        let status: Int32
    }

    static func run(_ arguments: String..., input: String = "") throws -> Result {
        try run(arguments, input: input)
    }

    static func run(
        _ arguments: [String],
        input: String = "",
        in folder: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Result {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let scratch = try TemporaryFolder()
        let names = ["input", "output", "errors"]
        let files = names.map { URL(filePath: scratch.path).appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Result(
            output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8),
            status: process.terminationStatus
        )
    }

    /// The command stands beside the bundle of the tests.
    private static let executable: URL = {
        let arguments = CommandLine.arguments.map { URL(filePath: $0) }
        let bundle = arguments.first { $0.pathExtension == "xctest" }
        let folder = bundle ?? Bundle.main.bundleURL.appending(path: "tests")
        return folder.deletingLastPathComponent().appending(path: "talisman")
    }()
}

/// A folder that is gone with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        let name = "talisman-\(UUID().uuidString)"
        let url = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    func write(_ name: String, _ text: String) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }
}
