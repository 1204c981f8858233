// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// `talisman sessions count`: how many there are.
struct CountSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count the sessions that have not expired.",
        discussion: """
            It reads all of them, a thousand at a time. Where an application keeps further \
            containers in the store, a session has a record in each that it uses, and all of them \
            are counted; of a principal only the sessions themselves. Those that cannot be read \
            are not counted but named on standard error, and the status is 1 then.
            """
    )

    private static let pageSize = 1000

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Only the sessions of who is logged in.", valueName: "name"))
    var principal: String?

    func run() async throws {
        try await store.look { store in
            var listing = SessionListing(store, pageSize: Self.pageSize)
            let count =
                if let principal {
                    try await listing.sessions(ofPrincipal: principal).count
                } else {
                    try await Self.count(&listing)
                }
            try StandardOutput.write(lines: ["\(count)"])
            try listing.finish()
        }
    }

    private static func count(_ listing: inout SessionListing) async throws -> Int {
        var count = 0
        while let records = try await listing.next() {
            count += records.count
        }
        return count
    }
}
