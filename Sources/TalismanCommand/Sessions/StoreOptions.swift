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
            "The store: sqlite:PATH or redis://HOST:PORT; by default what \(variable) says.",
            valueName: "url"
        )
    )
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The application whose sessions are meant; for redis://, as the store was made.",
            valueName: "name"
        )
    )
    var application = ""

    /// Does some work on the store, which is closed behind it.
    ///
    /// What goes wrong is reported on standard error and becomes the exit status.
    func use(_ work: @Sendable (any SessionStore) async throws -> Void) async throws {
        do {
            let (kind, address) = try kind()
            try await kind.use(address, work)
        } catch let error as SessionError {
            try Diagnosis("the store cannot be used: \(error.message)", .unusableFile).exit()
        } catch let error as Diagnosis {
            try error.exit()
        }
    }

    /// The kind of the store, and where it is.
    private func kind() throws -> (StoreKind, StoreAddress) {
        guard let url = url ?? ProcessInfo.processInfo.environment[Self.variable] else {
            throw ValidationError("--store is missing, and \(Self.variable) is not set.")
        }
        let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = StoreKind.all.first(where: { $0.schemes.contains(String(parts[0])) }),
            parts.count == 2,
            !parts[1].isEmpty
        else {
            // The URL itself is not repeated: there may be a password in it.
            let forms = StoreKind.all.map(\.form).joined(separator: " or ")
            throw ValidationError("A store is \(forms).")
        }
        return (kind, StoreAddress(url: url, place: String(parts[1]), application: application))
    }
}
