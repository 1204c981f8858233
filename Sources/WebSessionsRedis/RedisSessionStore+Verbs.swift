// SPDX-License-Identifier: Apache-2.0

#if Redis
public import WebSessions

extension RedisSessionStore {
    /// Makes a record; see the contract of `SessionStore`.
    ///
    /// The principal's index gets its entry first: it may name too much, and never too
    /// little.
    ///
    /// - Throws: `SessionErrorCode.duplicate` where a record that has not expired has
    ///   the locator, `SessionErrorCode.conflict` for a compare-and-set that expects
    ///   a value, `SessionErrorCode.gone` where the record was ended at once,
    ///   `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit; what
    ///   prevents the servers from answering, as ``RedisSessionStore`` says.
    public func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord {
        let reply = try await apply(commit, to: locator, secretHash, mode: "create")
        return try outcome(reply, locator).newRecord(in: name)
    }

    /// Reads a record; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    public func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult {
        let reply = try await look(
            at: locator,
            secretHash,
            reads: reads,
            touch: touch,
            within: begin()
        )
        switch reply.elements?.first?.text {
        case "ABSENT": return .absent
        case "ROTATED": return .rotated
        case "SECRET": return .wrongSecret
        case "EXPIRED": return .expired
        case "FOUND":
            let snapshot = try snapshot(reply, locator)
            if snapshot.wasTouched { relist(snapshot.record) }
            if reply.elements?[4].number == 2 { renote(locator) }
            return .found(snapshot)
        case let word: throw unexpected(word, locator)
        }
    }

    /// Applies a commit; see the contract of `SessionStore`.
    ///
    /// - Throws: `SessionErrorCode.kindMismatch`, `SessionErrorCode.overflow` and
    ///   `SessionErrorCode.tooLarge` for an operation that does not fit; what
    ///   prevents the servers from answering, as ``RedisSessionStore`` says.
    public func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult {
        let reply = try await apply(commit, to: locator, secretHash, mode: "update")
        return try outcome(reply, locator)
    }

    /// Removes a record; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool {
        try await remove(locator, secretHash: secretHash, cause: cause, within: begin())
    }

    /// Shows a record; see the contract of `SessionStore`.
    ///
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    public func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot? {
        let reply = try await look(
            at: locator,
            nil,
            reads: .everything,
            touch: nil,
            within: begin()
        )
        switch reply.elements?.first?.text {
        case "ABSENT", "EXPIRED": return nil
        case "FOUND": return try snapshot(reply, locator)
        case let word: throw unexpected(word, locator)
        }
    }

    // MARK: Reading

    func look(
        at locator: SessionLocator,
        _ secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?,
        within call: RedisCall
    ) async throws -> RESPValue {
        let policy = touch.map(RedisRecordCodec.arguments) ?? ["", "", ""]
        let fields = reads.everything ? [] : reads.fields.map(\.path)
        let packages = reads.everything ? [] : reads.packages.sorted().map(\.text)
        let mode = reads.everything ? "all" : "some"
        let words = policy + [mode, String(fields.count)] + fields + packages
        return try await run(
            .read,
            keys.record(locator),
            [],
            bytes: [secretHash?.bytes ?? []] + words.map { Array($0.utf8) },
            within: call
        )
    }

    func snapshot(
        _ reply: RESPValue,
        _ locator: SessionLocator
    ) throws(SessionError) -> SessionSnapshot {
        guard let parts = reply.elements, parts.count == 8,
            let time = parts[6].number.map(SessionInstant.init(millisecondsSince1970:))
        else { throw unexpected(nil, locator) }
        return SessionSnapshot(
            record: try record(parts[1...3], locator: locator),
            values: Self.values(parts[7]),
            time: time,
            wasTouched: parts[4].number != 0,
            isSuperseded: parts[5].number == 1
        )
    }

    // MARK: Writing

    private func apply(
        _ commit: SessionCommit,
        to locator: SessionLocator,
        _ secretHash: SessionSecretHash?,
        mode: String
    ) async throws -> RESPValue {
        let call = begin()
        if case .some(.some(let principal)) = commit.principal {
            try await enlist(locator, principal: principal, within: call)
        }
        let operations = try await resolved(commit.operations, locator, within: call)
        let policy = RedisRecordCodec.arguments(commit.policy).map { Array($0.utf8) }
        let limits = [commit.limits.valueBytes, commit.limits.sessionBytes].map {
            Array(String($0).utf8)
        }
        let expiry = RedisRecordCodec.arguments(commit.expiry).map { Array($0.utf8) }
        let grace = Array(String(max(commit.grace.milliseconds, 0)).utf8)
        let head =
            [Array(mode.utf8), secretHash?.bytes ?? []] + policy + limits
            + [commit.newSecretHash?.bytes ?? [], Self.principal(commit.principal)] + expiry
            + [grace, commit.clientHint.map { Array("=\($0)".utf8) } ?? []]
        let rest = RedisOperations.arguments(operations)
        return try await keepingEnd(of: locator, commit, creates: mode == "create", call) { mark in
            let arguments = head + [Array(mark.utf8)] + rest
            return try await write(.commit, locator, id: commit.id, arguments, within: call)
        }
    }

    private static func principal(_ change: String??) -> [UInt8] {
        switch change {
        case nil: []
        case .some(nil): [UInt8(ascii: "-")]
        case .some(.some(let principal)): Array("=\(principal)".utf8)
        }
    }

    private func outcome(
        _ reply: RESPValue,
        _ locator: SessionLocator
    ) throws -> SessionCommitResult {
        let parts = reply.elements ?? []
        switch (parts.first?.text, parts.count) {
        case ("OK", 4): return .committed(try record(parts[1...3], locator: locator))
        case ("CONFLICT", 2): return .conflict(Self.conflicts(parts[1]))
        case ("GONE", _): return .gone
        case ("ROTATED", _): return .rotated
        case ("SECRET", _): return .wrongSecret
        case ("EXPIRED", _): return .expired
        case ("DUPLICATE", _):
            throw SessionError(.duplicate, "a session with this locator exists", store: name)
        default: throw problem(parts) ?? unexpected(parts.first?.text, locator)
        }
    }

    private static func conflicts(_ reply: RESPValue) -> [SessionField: SessionValue?] {
        let parts = reply.elements ?? []
        var fields: [SessionField: SessionValue?] = [:]
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            guard let field = parts[index].text.flatMap(SessionField.init(path:)) else { continue }
            let value = parts[index + 1].bytes.map { SessionValue(storedBytes: $0) }
            fields.updateValue(value, forKey: field)
        }
        return fields
    }

    private func problem(_ parts: [RESPValue]) -> SessionError? {
        guard parts.count >= 2, let field = parts[1].text.flatMap(SessionField.init(path:)) else {
            return nil
        }
        let count = parts.last?.text ?? ""
        let (code, message): (SessionErrorCode, String)
        switch parts[0].text {
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

    /// Finds the values of digests that were made elsewhere.
    ///
    /// The server compares values, because it cannot make digests. A value that does not
    /// have the digest stays unknown, and is a conflict.
    private func resolved(
        _ operations: [SessionOperation],
        _ locator: SessionLocator,
        within call: RedisCall
    ) async throws -> [SessionOperation] {
        let fields = Set(operations.flatMap(\.fieldsOfBareDigests))
        guard !fields.isEmpty else { return operations }
        let reply = try await look(
            at: locator,
            nil,
            reads: .fields(fields),
            touch: nil,
            within: call
        )
        let values = reply.elements?.last.map(Self.values) ?? [:]
        return operations.map { $0.resolved(values) }
    }
}

extension SessionOperation {
    fileprivate var fieldsOfBareDigests: [SessionField] {
        switch self {
        case .compareAndSet(let field, let expected?, _) where expected.value == nil: [field]
        case .expect(_, let digests): digests.filter { $0.value.value == nil }.map(\.key)
        default: []
        }
    }

    fileprivate func resolved(_ values: [SessionField: SessionValue]) -> SessionOperation {
        switch self {
        case .compareAndSet(let field, let expected?, let new):
            .compareAndSet(field, expected: expected.resolved(values[field]), new: new)
        case .expect(let reads, let digests):
            .expect(
                reads,
                Dictionary(
                    uniqueKeysWithValues: digests.map { ($0, $1.resolved(values[$0])) }
                )
            )
        default: self
        }
    }
}

extension SessionDigest {
    /// The digest of the value, where it is that.
    fileprivate func resolved(_ known: SessionValue?) -> SessionDigest {
        guard value == nil, let known, SessionDigest(of: known) == self else { return self }
        return SessionDigest(of: known)
    }
}
#endif
