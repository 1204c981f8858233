import ArgumentParser
import WebSessions

/// `talisman sessions count`: how many there are.
struct CountSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count the sessions that have not expired.",
        discussion: "It reads all of them, a thousand at a time."
    )

    private static let pageSize = 1000

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Only the sessions of who is logged in.", valueName: "name"))
    var principal: String?

    func run() async throws {
        try await store.use { store in
            let count =
                if let principal {
                    try await store.records(ofPrincipal: principal).count
                } else {
                    try await Self.count(store)
                }
            try StandardOutput.write(lines: ["\(count)"])
        }
    }

    private static func count(_ store: any SessionStore) async throws -> Int {
        var listing = SessionListing(store, pageSize: pageSize)
        var count = 0
        while let records = try await listing.next() {
            count += records.count
        }
        return count
    }
}
