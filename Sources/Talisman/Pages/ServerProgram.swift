// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The main function of a server, which says why it cannot start.
///
/// ```swift
/// @main struct App {
///     static func main() async {
///         await ServerProgram.run {
///             let pages = try PageRenderer(folder: "Templates")
///             // Make the router and the application, and run it.
///         }
///     }
/// }
/// ```
///
/// An error that leaves a main function of Swift is a crash with a trace of the stack. Here its
/// report goes to standard error: all errors of all templates, or the folder, port or setting that
/// cannot be used.
public enum ServerProgram: Sendable {
    /// Runs a server to its end; ends the process with status 1 where it throws.
    ///
    /// - Parameter body: makes the server and runs it.
    public static func run(_ body: @Sendable () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch {
            FileHandle.standardError.write(Data("\(report(of: error))\n".utf8))
            exit(1)
        }
    }

    /// What is said of an error.
    ///
    /// That of an address in use comes from below, without a hint.
    static func report(of error: any Error) -> String {
        let text = "\(error)"
        let report = text.hasPrefix("error:") || text.contains(": error:") ? text : "error: \(text)"
        guard text.contains("Address already in use") else { return report }
        return report + "\nnote: another program listens there: stop it, or choose another PORT"
    }
}
