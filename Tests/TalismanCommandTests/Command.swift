// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The built command, run as a process.
enum Command {
    static func run(_ arguments: String..., input: String = "") throws -> Program.Result {
        try run(arguments, input: input)
    }

    static func run(
        _ arguments: [String],
        input: String = "",
        in folder: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Program.Result {
        try Program.run(
            executable.path,
            arguments,
            environment: environment,
            folder: folder,
            input: input
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
