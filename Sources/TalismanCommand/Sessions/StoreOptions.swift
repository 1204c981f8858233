import ArgumentParser
import Foundation
import WebSessions

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
    /// The variable of the environment that stands for `--store`: other users of a machine
    /// see the arguments of a process, and a URL may hold a password.
    static let variable = "TALISMAN_STORE"

    @Option(
        name: .customLong("store"),
        help: ArgumentHelp(
            "The store, such as sqlite:PATH; by default what \(variable) says.",
            valueName: "url"
        )
    )
    var url: String?

    /// Does some work on the store, which is closed behind it.
    ///
    /// What goes wrong is reported on standard error and becomes the exit status.
    func use(_ work: @Sendable (any SessionStore) async throws -> Void) async throws {
        do {
            let (kind, place) = try kind()
            try await kind.use(place, work)
        } catch let error as SessionError {
            try Diagnosis("the store cannot be used: \(error.message)", .unusableFile).exit()
        } catch let error as Diagnosis {
            try error.exit()
        }
    }

    /// The kind of the store, and the URL without its scheme.
    private func kind() throws -> (StoreKind, String) {
        guard let url = url ?? ProcessInfo.processInfo.environment[Self.variable] else {
            throw ValidationError("--store is missing, and \(Self.variable) is not set.")
        }
        let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = StoreKind.all.first(where: { $0.scheme == parts[0] }), parts.count == 2,
            !parts[1].isEmpty
        else {
            // The URL itself is not repeated: there may be a password in it.
            let forms = StoreKind.all.map(\.form).joined(separator: " or ")
            throw ValidationError("A store is \(forms).")
        }
        return (kind, String(parts[1]))
    }
}
