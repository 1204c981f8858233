// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// What a store says to its servers, and what it makes of the replies.
extension RedisSessionStore {
    /// How long the receipt of a commit is kept: far longer than any repetition takes.
    private var receiptLifetime: Duration { max(SessionCommitID.memory, timeout) * 2 }

    /// The first argument of every script about records.
    var now: String { clock.map { String($0.now.millisecondsSince1970) } ?? "" }

    /// Begins a call: whatever it takes shares its timeout.
    func begin() -> RedisCall {
        RedisCall(timeout: timeout.timeAmount)
    }

    /// Runs a script that changes nothing that it must not change twice.
    func run(
        _ script: RedisScript,
        _ key: [UInt8],
        _ arguments: [String],
        bytes: [[UInt8]] = [],
        within call: RedisCall
    ) async throws -> RESPValue {
        let all = [now] + arguments
        return try await send(
            script,
            [key],
            all.map { .bytes(Array($0.utf8)) } + bytes.map { .bytes($0) },
            isDurable: false,
            within: call
        )
    }

    /// Runs a script that writes, once however often it is sent.
    ///
    /// - Parameters:
    ///   - script: the script.
    ///   - locator: the record.
    ///   - id: names what is written, where the caller may ask for it again; a new id is made
    ///     where it is nil.
    ///   - arguments: the arguments behind those that all such scripts have.
    ///   - call: the call that it belongs to.
    /// - Returns: the reply.
    /// - Throws: what ``reporting(_:)`` does.
    func write(
        _ script: RedisScript,
        _ locator: SessionLocator,
        id: SessionCommitID?,
        _ arguments: [[UInt8]],
        within call: RedisCall
    ) async throws -> RESPValue {
        let lifetime = String(receiptLifetime.components.seconds)
        let mark = Array((id ?? SessionCommitID()).bytes.prefix(8))
        let head: [RedisCommand.Argument] = [
            .bytes(Array(now.utf8)), .deadline, .firstSent, .bytes(Array(lifetime.utf8)),
            .bytes(mark), .bytes(Array((id == nil ? "" : "given").utf8)),
        ]
        return try await send(
            script,
            [keys.record(locator)],
            head + arguments.map { .bytes($0) },
            isDurable: true,
            within: call
        )
    }

    /// Runs a script at the master of the first key.
    func send(
        _ script: RedisScript,
        _ keys: [[UInt8]],
        _ arguments: [RedisCommand.Argument],
        isDurable: Bool,
        within call: RedisCall
    ) async throws -> RESPValue {
        try await reporting {
            let first = script.byDigest(keys, arguments)
            let reply = try await send(first, forKey: keys[0], isDurable: isDurable, within: call)
            guard reply.failure?.code == "NOSCRIPT" else { return try Self.checked(reply) }
            // An attempt before this one may have found the script, and lost its reply.
            let again = call.repeated
            let second = script.bySource(keys, arguments)
            return try Self.checked(
                await send(second, forKey: keys[0], isDurable: isDurable, within: again)
            )
        }
    }

    /// Runs a plain command.
    func send(
        _ command: RedisCommand,
        forKey key: [UInt8],
        within call: RedisCall
    ) async throws -> RESPValue {
        try await reporting {
            try Self.checked(await driver.run([command], forKey: key, within: call)[0])
        }
    }

    private func send(
        _ command: RedisCommand,
        forKey key: [UInt8],
        isDurable: Bool,
        within call: RedisCall
    ) async throws -> RESPValue {
        guard isDurable, replicas > 0 else {
            return try await driver.run([command], forKey: key, within: call)[0]
        }
        let patience = String(min(timeout / 4, .seconds(1)).milliseconds)
        let wait = RedisCommand("WAIT", String(replicas), patience)
        let replies = try await driver.run([command, wait], forKey: key, within: call)
        if replies[0].failure == nil, replies[1].number.map({ $0 < replicas }) ?? true {
            let count = replies[1].number ?? 0
            let message = "the commit reached \(count) of \(replicas) replicas in time"
            throw SessionError(.storeFailure, message, store: name)
        }
        return replies[0]
    }

    private static func checked(_ reply: RESPValue) throws(RedisFailure) -> RESPValue {
        if let failure = reply.failure { throw .refused(failure) }
        return reply
    }

    /// Turns what the driver throws into what the contract of stores knows.
    func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let failure as RedisFailure {
            throw SessionError(failure, store: name)
        }
    }

    // MARK: Replies

    func unexpected() -> SessionError {
        SessionError(.storeFailure, "the reply of a script is not understood", store: name)
    }

    /// The record of a reply with administration, principal and client hint.
    func record(
        _ parts: ArraySlice<RESPValue>,
        locator: SessionLocator
    ) throws(SessionError) -> SessionRecord {
        let texts = parts.map(\.text)
        let record = texts[0].flatMap { text in
            RedisRecordCodec.record(
                text,
                locator: locator,
                principal: texts[1],
                clientHint: texts[2]
            )
        }
        guard let record else { throw unexpected("DAMAGED", locator) }
        return record
    }

    /// What a reply is that a script gives instead of a record.
    func unexpected(_ word: String?, _ locator: SessionLocator) -> SessionError {
        guard let problem = Self.problem(word) else { return unexpected() }
        return UnreadableSessionRecord(locator, problem).error(store: name)
    }

    static func problem(_ word: String?) -> UnreadableSessionRecord.Problem? {
        switch word {
        case "DAMAGED": .damaged
        case "NEWER": .newer
        default: nil
        }
    }

    /// Fields and values that follow each other; the administration among them is left out.
    static func values(_ reply: RESPValue) -> [SessionField: SessionValue] {
        let parts = reply.elements ?? []
        var values: [SessionField: SessionValue] = [:]
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            guard let path = parts[index].text, let field = SessionField(path: path),
                let bytes = parts[index + 1].bytes
            else { continue }
            values[field] = SessionValue(storedBytes: bytes)
        }
        return values
    }
}
#endif
