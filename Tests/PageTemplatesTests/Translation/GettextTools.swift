import Foundation

/// GNU gettext's programs, as translators use them.
enum GettextTools {
    /// Whether the programs are there.
    static let exist = ["msgfmt", "msgmerge"].allSatisfy { path(of: $0) != nil }

    /// Whether tests must fail without the programs.
    static let isRequired = ProcessInfo.processInfo.environment["CI"] != nil

    struct Result {
        let output: String
        let status: Int32
    }

    /// Runs one of the programs; its output is what it says about mistakes.
    static func run(_ program: String, _ arguments: [String]) throws -> Result {
        guard let path = path(of: program) else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            output: String(decoding: output, as: UTF8.self),
            status: process.terminationStatus
        )
    }

    private static func path(of program: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
