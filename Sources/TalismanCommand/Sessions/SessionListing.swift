// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import WebSessions

/// All sessions of a store, page by page, each once.
///
/// Those that cannot be read are reported on standard error.
struct SessionListing {
    private let store: any SessionStore
    private let pageSize: Int
    private var listed: Set<SessionLocator> = []
    private var unreadable: Set<UnreadableSessionRecord> = []
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
            return new(try await store.records(after: cursor, limit: pageSize))
        } catch let error as SessionError where error.code == .invalidCursor {
            throw ValidationError("The listing cannot go on: \(error.message).")
        }
    }

    /// All sessions of a principal.
    mutating func sessions(ofPrincipal principal: String) async throws -> [SessionRecord] {
        new(try await store.records(ofPrincipal: principal))
    }

    /// What has not been listed; a store may give a record twice.
    private mutating func new(_ page: SessionRecordPage) -> [SessionRecord] {
        cursor = page.next
        isAtEnd = page.next == nil
        for record in page.unreadable where unreadable.insert(record).inserted {
            StandardError.write("\(record)")
        }
        return page.records.filter { listed.insert($0.locator).inserted }
    }

    /// - Throws: a ``Diagnosis`` where there were sessions that cannot be read.
    func finish() throws {
        guard !unreadable.isEmpty else { return }
        throw Diagnosis("sessions that cannot be read: \(unreadable.count)")
    }
}
