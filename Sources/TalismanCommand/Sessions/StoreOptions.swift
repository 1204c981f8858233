// SPDX-License-Identifier: Apache-2.0

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
            """
            The store: sqlite:PATH, redis://HOST:PORT or postgres://HOST/DATABASE; by default \
            what \(variable) says.
            """,
            valueName: "url"
        )
    )
    var url: String?

    @Option(
        help: ArgumentHelp(
            "For redis://, the application whose sessions are meant; by default the only one.",
            valueName: "name"
        )
    )
    var application: String?

    @Option(
        help: ArgumentHelp(
            "For sqlite:, what the tables begin with in a database of an application.",
            valueName: "prefix"
        )
    )
    var tablePrefix: String?

    @Option(
        help: ArgumentHelp(
            "For postgres://, the schema whose sessions are meant; by default the only one.",
            valueName: "name"
        )
    )
    var schema: String?

    /// Looks at the store, which is closed behind it, and cannot be written meanwhile.
    func look(_ work: @Sendable (any SessionStore) async throws -> Void) async throws {
        try await use(isReadOnly: true, work)
    }

    /// Does some work on the store, which is closed behind it.
    func change(_ work: @Sendable (any SessionStore) async throws -> Void) async throws {
        try await use(isReadOnly: false, work)
    }

    /// What goes wrong is reported on standard error and becomes the exit status.
    private func use(
        isReadOnly: Bool,
        _ work: @Sendable (any SessionStore) async throws -> Void
    ) async throws {
        do {
            let (kind, place, url) = try kind()
            let address = StoreAddress(
                url: url,
                place: place,
                application: application,
                tablePrefix: tablePrefix,
                schema: schema,
                isReadOnly: isReadOnly
            )
            try await kind.use(address, work)
        } catch let error as SessionError {
            let cause = error.cause.map { " (\($0))" } ?? ""
            let message = "the store cannot be used: \(error.message)\(cause)"
            try Diagnosis(message, .unusableFile).exit()
        } catch let error as Diagnosis {
            try error.exit()
        }
    }

    /// The kind of the store, and where it is.
    private func kind() throws -> (kind: StoreKind, place: String, url: String) {
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
        return (kind, String(parts[1]), url)
    }
}
