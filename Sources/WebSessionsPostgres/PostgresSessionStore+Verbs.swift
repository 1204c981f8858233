// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
public import WebSessions

extension PostgresSessionStore {
    /// Makes a record; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.duplicate` where a record that has not expired has
    ///   the locator, `SessionErrorCode.conflict` for a compare-and-set that expects
    ///   a value, `SessionErrorCode.gone` where the record was ended at once,
    ///   `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit; what
    ///   prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        try await apply(commit, to: locator, secretHash, creates: true).newRecord(in: name)
    }

    /// Reads a record; see the contract of `SessionStore`.
    ///
    /// The access is recorded without waiting for the disk. Where the disk is full, or another
    /// transaction keeps the row, it is not recorded.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        let fields = reads.fields.map { Array($0.path.utf8) as [UInt8]? }
        let packages = reads.packages.map { Array($0.text.utf8) as [UInt8]? }
        let row = try await call(
            statements.read,
            [now, .bytes(locator), .bytes(secretHash)] + PostgresArgument.policy(touch) + [
                .truth(reads.everything),
                .arrays(fields.isEmpty && packages.isEmpty ? nil : fields),
                .arrays(packages.isEmpty ? nil : packages),
            ]
        )
        let reply = PostgresReply(row)
        switch reply.word {
        case "ABSENT": return .absent
        case "ROTATED": return .rotated
        case "SECRET": return .wrongSecret
        case "EXPIRED": return .expired
        case "FOUND":
            guard let record = reply.record(locator), let time = reply.time else {
                throw damaged(locator)
            }
            return .found(
                SessionSnapshot(
                    record: record,
                    values: reply.values,
                    time: time,
                    wasTouched: reply.wasTouched,
                    isSuperseded: reply.isSuperseded
                )
            )
        default: throw unexpected()
        }
    }

    /// Applies a commit; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit; what
    ///   prevents the servers from answering, as ``PostgresSessionStore`` says.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        try await apply(commit, to: locator, secretHash, creates: false)
    }

    /// Removes a record; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        let row = try await call(
            statements.revoke,
            receipt() + [.bytes(locator), .bytes(secretHash), .text(cause.rawValue)]
        )
        return row.truth(0)
    }

    /// Shows a record; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``PostgresSessionStore``
    ///   says.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        let result = try await read(locator, secretHash: nil, reads: .everything, touch: nil)
        guard case .found(let snapshot) = result else { return nil }
        return snapshot
    }

    // MARK: Writing

    private func apply(
        _ commit: SessionCommit,
        to locator: SessionLocator,
        _ secretHash: SessionSecretHash?,
        creates: Bool
    ) async throws -> SessionCommitResult {
        let limits = [commit.limits.valueBytes, commit.limits.sessionBytes].map {
            PostgresArgument.number(Int64($0))
        }
        let secret: [PostgresArgument] = [
            .bytes(creates ? nil : commit.newSecretHash),
            .number(max(commit.grace.milliseconds, 0)),
        ]
        let administration: [PostgresArgument] = [
            .truth(commit.principal != nil), .bytes(commit.principal ?? nil),
            .number(commit.expiry?.kind), .number(commit.expiry?.value),
            .bytes(commit.clientHint), .truth(commit.keepsEnd),
        ]
        let row = try await call(
            statements.commit,
            receipt(commit.id) + [.truth(creates), .bytes(locator), .bytes(secretHash)]
                + PostgresArgument.policy(commit.policy) + limits + secret + administration
                + PostgresOperations(commit.operations).arguments
        )
        return try outcome(PostgresReply(row), locator)
    }

    private func outcome(
        _ reply: PostgresReply,
        _ locator: SessionLocator
    ) throws(SessionError) -> SessionCommitResult {
        switch reply.word {
        case "OK":
            guard let record = reply.record(locator) else { throw damaged(locator) }
            return .committed(record)
        case "CONFLICT": return .conflict(reply.fields)
        case "GONE": return .gone
        case "ROTATED": return .rotated
        case "SECRET": return .wrongSecret
        case "EXPIRED": return .expired
        case "DUPLICATE":
            throw SessionError(.duplicate, "a session with this locator exists", store: name)
        default: throw problem(reply) ?? unexpected()
        }
    }

    private func problem(_ reply: PostgresReply) -> SessionError? {
        guard let field = reply.firstField else { return nil }
        let count = reply.count ?? 0
        let (code, message): (SessionErrorCode, String)
        switch reply.word {
        case "NUMBER": (code, message) = (.kindMismatch, "the value is no whole number")
        case "LIST": (code, message) = (.kindMismatch, "the value is no list")
        case "OVERFLOW":
            (code, message) = (.overflow, "the sum leaves the range of 64-bit integers")
        case "VALUE": (code, message) = (.tooLarge, "the value would have \(count) bytes")
        case "SIZE": (code, message) = (.tooLarge, "the session would have \(count) bytes")
        default: return nil
        }
        return SessionError(code, message, store: name, field: field)
    }
}
#endif
