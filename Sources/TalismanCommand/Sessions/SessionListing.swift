import ArgumentParser
import WebSessions

/// All sessions of a store, page by page, each once.
struct SessionListing {
    private let store: any SessionStore
    private let pageSize: Int
    private var listed: Set<SessionLocator> = []
    private var isAtEnd = false

    /// Where the listing goes on; nil before its beginning and at its end.
    private(set) var cursor: SessionPageCursor?

    init(_ store: any SessionStore, pageSize: Int, after cursor: String? = nil) {
        self.store = store
        self.pageSize = pageSize
        self.cursor = cursor.map { SessionPageCursor($0) }
    }

    /// The next page; nil at the end.
    mutating func next() async throws -> [SessionRecord]? {
        guard !isAtEnd else { return nil }
        do {
            let page = try await store.records(after: cursor, limit: pageSize)
            cursor = page.next
            isAtEnd = page.next == nil
            // A store may give a record twice.
            return page.records.filter { listed.insert($0.locator).inserted }
        } catch let error as SessionError where error.code == .invalidCursor {
            throw ValidationError("The listing cannot go on: \(error.message).")
        }
    }
}
