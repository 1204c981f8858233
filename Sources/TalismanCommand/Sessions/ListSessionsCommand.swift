import ArgumentParser
import WebSessions

/// `talisman sessions list`: the sessions of a store, page by page.
struct ListSessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sessions that have not expired.",
        discussion: """
            They come in the order of their locators; those of a principal, oldest first and all \
            at once. Where a page is full, standard error says how to get the next one.
            """
    )

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Only the sessions of who is logged in.", valueName: "name"))
    var principal: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The last locator of the page before.", valueName: "locator")
    )
    var after: LocatorArgument?

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
        try await store.use { store in
            if let principal {
                try print(await store.records(ofPrincipal: principal), isFirst: true)
            } else {
                try await pages(of: store)
            }
        }
    }

    private func pages(of store: any SessionStore) async throws {
        var last = after?.locator
        var isFirst = true
        while true {
            let records = try await store.records(after: last, limit: limit)
            try print(records, isFirst: isFirst)
            guard records.count == limit, let next = records.last?.locator else { return }
            guard all else { return StandardError.write("next page: --after=\(next)") }
            last = next
            isFirst = false
        }
    }

    private func print(_ records: [SessionRecord], isFirst: Bool) throws {
        let lines =
            json
            ? try records.map { try SessionJSONLine.text(of: SessionSummary($0)) }
            : SessionTable.lines(records.map(SessionSummary.init), hasHead: isFirst)
        try StandardOutput.write(lines: lines)
    }
}
