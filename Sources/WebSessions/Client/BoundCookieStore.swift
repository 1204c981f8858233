// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// The record that one request brings in an encrypted cookie.
///
/// A store in memory does the work; this one opens the cookie when it learns whose it is, and
/// seals what became of it.
actor BoundCookieStore: BoundStore, SessionStoreLayer {
    nonisolated let name: String
    private nonisolated let cookies: EncryptedCookieStore
    private let values: [[UInt8]]
    private let memory: MemorySessionStore
    private var opened: Set<SessionLocator> = []
    /// The session that the request works on, whose record the client is given.
    private var own: SessionLocator?
    private var isChanged = false

    init(_ cookies: EncryptedCookieStore, request: ClientRequest) {
        self.cookies = cookies
        name = cookies.name
        values = RequestCookies(named: cookies.cookieName, in: request.head.headerFields).values
        memory = MemorySessionStore(name: cookies.name, clock: cookies.clock)
    }

    nonisolated var base: any SessionStore { cookies }
    nonisolated var cookieNames: Set<String> { [cookies.cookieName] }

    /// For a handler that is run again: what the first run changed is not there.
    nonisolated func bound(to request: ClientRequest) -> any BoundStore {
        cookies.bound(to: request)
    }

    func fields(now: SessionInstant) async throws(SessionError) -> [HTTPField] {
        guard isChanged else { return [] }
        guard let own, let entry = await memory.entry(own) else {
            return values.isEmpty ? [] : [field(value: "", maxAge: 0, now: now)]
        }
        let text = try cookies.sealer.seal(entry)
        return [field(value: text, maxAge: cookies.cookieLifetime, now: now)]
    }

    private func field(value: String, maxAge: Int?, now: SessionInstant) -> HTTPField {
        let cookie = SetCookie(
            name: cookies.cookieName,
            value: value,
            attributes: cookies.attributes,
            maxAge: maxAge,
            expires: maxAge.map { now.advanced(by: .seconds($0)) }
        )
        var field = HTTPField(name: .setCookie, value: cookie.headerValue)
        field.indexingStrategy = .disallow
        return field
    }

    /// Opens the first cookie that belongs to the session.
    private func open(_ locator: SessionLocator) async {
        guard opened.insert(locator).inserted else { return }
        for value in values {
            guard let (entry, isOutdated) = cookies.sealer.open(value, of: locator) else {
                continue
            }
            isChanged = isChanged || isOutdated
            return await memory.restore(entry, at: locator)
        }
    }

    /// Does something that changes the record, unless it would no longer fit into its cookie.
    private func changing<Result: Sendable>(
        _ locator: SessionLocator,
        _ operations: [SessionOperation],
        _ body: (MemorySessionStore) async throws -> Result
    ) async throws -> Result {
        await open(locator)
        own = locator
        let old = await memory.entry(locator)
        let result = try await body(memory)
        if let entry = await memory.entry(locator) {
            let length =
                cookies.cookieName.utf8.count + 1 + (try cookies.sealer.seal(entry)).utf8.count
            guard length <= EncryptedCookieStore.maximumCookieLength else {
                await memory.restore(old, at: locator)
                throw tooLarge(length, operations)
            }
        }
        isChanged = true
        return result
    }

    private func tooLarge(_ length: Int, _ operations: [SessionOperation]) -> SessionError {
        let message = "the cookie would have \(length) bytes of at most 4096"
        let largest = operations.max { $0.valueSize < $1.valueSize }
        guard let field = largest?.field else {
            return SessionError(.tooLarge, message, store: name, package: largest?.package)
        }
        return SessionError(.tooLarge, message, field: field)
    }

    // MARK: SessionStore

    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await changing(locator, commit.operations) { memory in
            try await memory.create(locator, secretHash: secretHash, commit: commit)
        }
    }

    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        await open(locator)
        own = locator
        let result = await memory.read(
            locator,
            secretHash: secretHash,
            reads: reads,
            touch: touch
        )
        if case .found(let snapshot) = result { isChanged = isChanged || snapshot.wasTouched }
        return result
    }

    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await changing(locator, commit.operations) { memory in
            try await memory.commit(locator, secretHash: secretHash, commit)
        }
    }

    /// Ends a record, which leaves that of another session alone.
    func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        await open(locator)
        let wasThere = await memory.revoke(locator, secretHash: secretHash, cause: cause)
        if wasThere || own == locator { isChanged = true }
        return wasThere
    }

    /// What concerns no record of this request is not possible.
    nonisolated func pass<Answer: Sendable>(
        _ call: SessionStoreCall,
        _ body: @escaping @Sendable (any SessionStore) async throws -> Answer
    ) async throws -> Answer {
        try await body(cookies)
    }
}

extension SessionOperation {
    fileprivate var valueSize: Int {
        switch self {
        case .set(_, let value), .union(_, let value), .append(_, let value, _),
            .compareAndSet(_, _, let value?):
            value.storedSize
        case .add, .max: 20
        case .delete, .clear, .compareAndSet(_, _, nil), .expect: 0
        }
    }
}
