// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program of the machine that a command runs and waits for.
struct Program {
    private let words: [String]
    private let folder: String?
    private let environment: [String: String]

    /// - Parameters:
    ///   - words: Its name, which is looked up as usual, and its arguments.
    ///   - folder: The folder that it runs in; `nil` for the working directory.
    ///   - environment: What its environment has besides that of the command.
    init(_ words: [String], in folder: String? = nil, environment: [String: String] = [:]) {
        self.words = words
        self.folder = folder
        self.environment = environment
    }

    /// Runs it to its end.
    ///
    /// - Parameter input: What it reads.
    /// - Returns: What it writes.
    /// - Throws: `Diagnosis` where it cannot be started, or ends with another status than 0, with
    ///   what it says of that.
    func output(_ input: [UInt8] = []) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let files = try Files()
        defer { files.remove() }
        try Data(input).write(to: files.input)
        process.standardInput = try FileHandle(forReadingFrom: files.input)
        process.standardOutput = try files.handle(files.output)
        process.standardError = try files.handle(files.errors)
        do {
            try process.run()
        } catch {
            throw Diagnosis("'\(words[0])' cannot be started: \(error)", .unusableFile)
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            let words = String(decoding: try Data(contentsOf: files.errors), as: UTF8.self)
            let text = words.trimmingCharacters(in: .whitespacesAndNewlines)
            throw Diagnosis("'\(self.words[0])' failed: \(text)", .unusableFile)
        }
        return Array(try Data(contentsOf: files.output))
    }

    /// The files of its streams: pipes hold only so much.
    private struct Files {
        let folder: ScratchFolder

        init() throws {
            folder = try ScratchFolder()
        }

        var input: URL { URL(filePath: folder.path(of: "input")) }
        var output: URL { URL(filePath: folder.path(of: "output")) }
        var errors: URL { URL(filePath: folder.path(of: "errors")) }

        func handle(_ file: URL) throws -> FileHandle {
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        }

        func remove() { folder.remove() }
    }
}
