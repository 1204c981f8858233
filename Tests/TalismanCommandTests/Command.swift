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
            program("talisman").path,
            arguments,
            environment: environment,
            folder: folder,
            input: input
        )
    }

    /// The command of the example of an application.
    static func run(own arguments: [String], in folder: String? = nil) throws -> Program.Result {
        try Program.run(program("OwnCommand").path, arguments, folder: folder)
    }

    /// A program, which stands beside the bundle of the tests.
    private static func program(_ name: String) -> URL {
        let arguments = CommandLine.arguments.map { URL(filePath: $0) }
        let bundle = arguments.first { $0.pathExtension == "xctest" }
        let folder = bundle ?? Bundle.main.bundleURL.appending(path: "tests")
        return folder.deletingLastPathComponent().appending(path: name)
    }
}
