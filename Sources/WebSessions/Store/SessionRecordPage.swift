// SPDX-License-Identifier: Apache-2.0

/// A listing of records, or a part of it.
///
/// `Sendable`.
public struct SessionRecordPage: Sendable, Hashable {
    /// The records; there may be none although the listing goes on.
    public let records: [SessionRecord]
    /// Records that are there too and cannot be read, whether they have expired or not.
    public let unreadable: [UnreadableSessionRecord]
    /// Where the listing goes on; nil at its end.
    public let next: SessionPageCursor?

    /// Makes a page; for stores.
    public init(
        records: [SessionRecord],
        unreadable: [UnreadableSessionRecord] = [],
        next: SessionPageCursor? = nil
    ) {
        self.records = records
        self.unreadable = unreadable
        self.next = next
    }

    /// Makes a page of what reading each record gave; for stores.
    public init(
        _ results: [Result<SessionRecord, UnreadableSessionRecord>],
        next: SessionPageCursor? = nil
    ) {
        var records: [SessionRecord] = []
        var unreadable: [UnreadableSessionRecord] = []
        for result in results {
            switch result {
            case .success(let record): records.append(record)
            case .failure(let problem): unreadable.append(problem)
            }
        }
        self.init(records: records, unreadable: unreadable, next: next)
    }

    /// Makes a page of a store that lists in the order of locators.
    ///
    /// - Parameters:
    ///   - records: the first records after the page before: more than `limit` where there
    ///     are as many.
    ///   - limit: how many records the page has at most; one where it is less.
    public init(inOrder records: [SessionRecord], limit: Int) {
        let page = Array(records.prefix(max(limit, 1)))
        let last = records.count > page.count ? page.last : nil
        self.init(records: page, next: last.map { SessionPageCursor(after: $0.locator) })
    }
}

/// Where a listing of all records goes on: an opaque text that a store makes for itself.
///
/// It holds no secret: nobody gets into a session with it. It may be kept and used later, in
/// another process too. `Sendable`.
public struct SessionPageCursor: Sendable, Hashable, CustomStringConvertible {
    /// The text: letters, digits, `.`, `-` and `_` from the stores of this library.
    public let description: String

    /// Takes a text, which the store will check.
    public init(_ text: String) {
        description = text
    }

    /// Makes the cursor of a store that lists in the order of locators.
    public init(after locator: SessionLocator) {
        description = locator.description
    }

    /// The locator after which a store goes on that lists in the order of locators.
    ///
    /// - Throws: ``SessionErrorCode/invalidCursor`` for what `init(after:)` did not make.
    public var locator: SessionLocator {
        get throws(SessionError) {
            guard let locator = SessionLocator(description) else {
                throw SessionError(.invalidCursor, "the cursor is none of this store")
            }
            return locator
        }
    }
}
