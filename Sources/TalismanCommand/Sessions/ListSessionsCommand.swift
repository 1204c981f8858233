// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// `talisman sessions list`: the sessions of a store, page by page.
struct ListSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sessions that have not expired.",
        discussion: """
            Those of a principal come oldest first and all at once; all others in an order that \
            the store decides. Where that is not the end, standard error says how to get the next \
            page. Where an application keeps further containers in the store, a session has a \
            record in each that it uses, and all of them are listed; of a principal only the \
            sessions themselves. \
            Sessions that begin or end meanwhile may be listed or not. Those that cannot be \
            read are named on standard error, and the status is 1 then.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Only the sessions of who is logged in.", valueName: "name"))
    var principal: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where the page before says that it goes on.", valueName: "cursor")
    )
    var after: String?

    @Option(help: ArgumentHelp("How many sessions a page has, up to 1000.", valueName: "count"))
    var limit = 50

    @Flag(help: "All pages.")
    var all = false

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(limit) else {
            throw ValidationError("--limit must be from 1 to 1000.")
        }
        if principal != nil, after != nil || all {
            throw ValidationError("--principal lists all of its sessions: there are no pages.")
        }
    }

    func run() async throws {
        try await store.look { store in
            var listing = SessionListing(store, pageSize: limit, after: after)
            if let principal {
                try await print(listing.sessions(ofPrincipal: principal), isFirst: true)
            } else {
                try await pages(&listing)
            }
            try listing.finish()
        }
    }

    private func pages(_ listing: inout SessionListing) async throws {
        var isFirst = true
        while let records = try await listing.next() {
            try print(records, isFirst: isFirst)
            guard all else { break }
            isFirst = false
        }
        if let cursor = listing.cursor { StandardError.write("next page: --after=\(cursor)") }
    }

    private func print(_ records: [SessionRecord], isFirst: Bool) throws {
        let lines =
            json
            ? try records.map { try SessionJSONLine.text(of: SessionSummary($0)) }
            : SessionTable.lines(records.map(SessionSummary.init), hasHead: isFirst)
        try StandardOutput.write(lines: lines)
    }
}
