// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// `talisman sessions revoke`: ends sessions.
struct RevokeSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End sessions: those that are named, or all of a principal.",
        discussion: """
            Whoever has one is logged out at the next request, and a request that runs already \
            cannot store anything in it. Where the application has further containers in the same \
            store, name them, or what they keep of the session stays, out of reach, until it \
            expires. Only the sessions themselves are counted.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Whose sessions are ended.", valueName: "name"))
    var principal: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The one of the principal's that goes on.", valueName: "locator")
    )
    var except: LocatorArgument?

    @Option(
        help: ArgumentHelp("A further container of the application; repeatable.", valueName: "name")
    )
    var container: [String] = []

    @Argument(help: ArgumentHelp("The sessions.", valueName: "locator"))
    var sessions: [LocatorArgument] = []

    func validate() throws {
        guard sessions.isEmpty != (principal == nil) else {
            throw ValidationError("Name either sessions or a principal.")
        }
        if except != nil, principal == nil {
            throw ValidationError("--except belongs to --principal.")
        }
    }

    func run() async throws {
        try await store.change { store in
            if let principal {
                try await end(sessionsOf: principal, in: store)
            } else {
                try await endSessions(in: store)
            }
        }
    }

    private func end(sessionsOf principal: String, in store: any SessionStore) async throws {
        let page = try await store.records(ofPrincipal: principal)
        let known = page.unreadable.compactMap(\.locator) + page.records.map(\.locator)
        let ended = try await store.revokeAll(ofPrincipal: principal, except: except?.locator)
        for locator in known where locator != except?.locator {
            try await clearContainers(of: locator, in: store)
        }
        try StandardOutput.write(lines: ["ended \(ended)"])
    }

    private func endSessions(in store: any SessionStore) async throws {
        var missing: [SessionLocator] = []
        for locator in sessions.map(\.locator) {
            let wasThere = try await store.revoke(locator, secretHash: nil)
            try await clearContainers(of: locator, in: store)
            if !wasThere { missing.append(locator) }
        }
        try StandardOutput.write(lines: ["ended \(sessions.count - missing.count)"])
        guard missing.isEmpty else {
            let names = missing.map(\.description).joined(separator: ", ")
            throw Diagnosis("there is no session \(names)")
        }
    }

    private func clearContainers(
        of locator: SessionLocator,
        in store: any SessionStore
    ) async throws {
        for name in container {
            try await store.revoke(locator.derived(forContainer: name), secretHash: nil)
        }
    }
}
