// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// `talisman sessions sweep`: removes what has expired.
struct SweepSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Remove the sessions that have expired.",
        discussion: """
            They are refused already; this gives back their room. It works in batches, and rests \
            between them, so that requests go on meanwhile.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(
        help: ArgumentHelp("How many are removed at once at most, up to 10000.", valueName: "count")
    )
    var batch = 500

    func validate() throws {
        guard (1...10_000).contains(batch) else {
            throw ValidationError("--batch must be from 1 to 10000.")
        }
    }

    func run() async throws {
        try await store.change { store in
            let sweeper = SessionSweeper(
                containers: SessionContainers(store),
                batch: batch,
                share: 0.5
            )
            let removed = try await sweeper.sweep()
            try StandardOutput.write(lines: ["removed \(removed)"])
        }
    }
}
