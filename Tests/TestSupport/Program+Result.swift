// SPDX-License-Identifier: Apache-2.0

extension Program {
    package struct Result: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// Runs a program to its end.
    package static func run(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: String? = nil,
        input: String = ""
    ) throws -> Result {
        let files = try TemporaryFolder(["input": input])
        let program = try Program(
            name,
            arguments,
            environment: environment,
            folder: folder,
            input: .file("\(files.path)/input"),
            output: "\(files.path)/output",
            errors: "\(files.path)/errors"
        )
        return Result(
            status: program.wait(),
            output: files.text("output") ?? "",
            errors: files.text("errors") ?? ""
        )
    }
}
