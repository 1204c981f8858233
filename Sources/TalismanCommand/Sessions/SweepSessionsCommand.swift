import ArgumentParser
import WebSessions

/// `talisman sessions sweep`: removes what has expired.
struct SweepSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Remove the sessions that have expired.",
        discussion: """
            They are refused already; this gives back their room. It works in batches, so that \
            requests go on meanwhile.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("How many are removed at once, up to 10000.", valueName: "count"))
    var batch = 500

    func validate() throws {
        guard (1...10_000).contains(batch) else {
            throw ValidationError("--batch must be from 1 to 10000.")
        }
    }

    func run() async throws {
        try await store.use { store in
            var removed = 0
            var last = batch
            while last == batch {
                last = try await store.sweep(limit: batch)
                removed += last
            }
            try StandardOutput.write(lines: ["removed \(removed)"])
        }
    }
}
