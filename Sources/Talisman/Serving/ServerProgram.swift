// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The main function of a server, which says why it cannot start.
///
/// ```swift
/// @main struct App {
///     static func main() async {
///         await ServerProgram.run {
///             let pages = try PageRenderer(folder: "Templates")
///             // Make the router, and serve.
///         }
///     }
/// }
/// ```
///
/// An error that leaves a main function of Swift is a crash with a trace of the stack. Here its
/// report goes to standard error: all errors of all templates, or the folder, port or setting that
/// cannot be used.
public enum ServerProgram: Sendable {
    /// Runs a server to its end.
    ///
    /// Where it throws, the process ends with status 64 for a ``ServerSettingError``, and 1 else.
    ///
    /// - Parameter body: makes the server and runs it.
    public static func run(_ body: @Sendable () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch {
            FileHandle.standardError.write(Data("\(report(of: error))\n".utf8))
            exit(error is ServerSettingError ? 64 : 1)
        }
    }

    /// What is said of an error: a report of a template begins with its place, or says `error:`.
    static func report(of error: any Error) -> String {
        let text = "\(error)"
        return text.prefix { $0 != "\n" }.contains("error:") ? text : "error: \(text)"
    }
}

/// A setting of the environment that cannot be used, and what it should be.
///
/// `Sendable`.
public struct ServerSettingError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    /// Makes an error of a text for whoever starts the server.
    public init(_ description: String) {
        self.description = description
    }
}
