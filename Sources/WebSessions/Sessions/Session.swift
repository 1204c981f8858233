// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import Synchronization

/// The session of one request: zope.session's `ISession(request)`.
///
/// ```swift
/// let session = manager.session(for: request)
/// let color = try await session["products.foo"].value("color", as: String.self)
/// try session["products.foo"].set("red", for: "color")
/// let outcome = try await session.commit()
/// outcome.apply(to: &response.headerFields)
/// ```
///
/// Making a session and taking a package out of it does no I/O. Reading creates nothing
/// and sets no cookie. Writes are recorded, and seen by later reads of the same request;
/// ``commit()`` stores them, and the first one ever makes the session and its cookie.
/// A request is a transaction: call ``abort()`` when it fails.
///
/// One object is shared by all tasks of the request; `Sendable`.
public final class Session: Sendable {
    /// The head of the request that the session belongs to.
    public var request: HTTPRequest { client.head }
    let client: ClientRequest
    let outage: SessionOutage
    let manager: SessionManager
    let state: Mutex<SessionState>

    /// Makes one; a request that is run again refuses nothing anew.
    init(
        request: ClientRequest,
        manager: SessionManager,
        outage: SessionOutage,
        isRestart: Bool = false
    ) {
        client = request
        self.outage = outage
        self.manager = manager.bound(to: request)
        let reading = manager.clientIDs.clientID(in: request)
        let isWithheld = manager.mayBeWithheld(reading, request)
        state = Mutex(SessionState(client: reading, isWithheld: isWithheld))
        if case .refused(let reason) = reading, !isRestart {
            manager.events.record(.refused(reason))
        }
    }

    /// Opens a session for the application itself.
    init(opening locator: SessionLocator, manager: SessionManager) {
        client = ClientRequest(HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil))
        outage = .isAnError
        self.manager = manager
        state = Mutex(SessionState(opening: locator))
    }

    /// Whether a commit that failed has stored a part, in one of several containers, so that
    /// the handler must not be run again.
    public var isPartlyStored: Bool {
        state.withLock { state in
            if case .failed = state.phase { state.hasStored } else { false }
        }
    }

    /// A fresh session of the same request, for a handler that is run again after a
    /// conflict.
    ///
    /// This one is aborted. It is counted as `retried`.
    public func restarted() -> Session {
        abort()
        manager.events.record(.retried)
        return Session(request: client, manager: manager, outage: outage, isRestart: true)
    }

    // MARK: Packages

    /// A package of the session.
    ///
    /// Does no I/O and creates nothing; an invalid id is reported when the package is
    /// used.
    public subscript(package: String) -> SessionPackage {
        SessionPackage(session: self, name: package)
    }

    /// A package that has at least one value; nil otherwise.
    ///
    /// It is zope.session's `get`.
    ///
    /// - Throws: what ``SessionPackage/keys()`` throws.
    public func existing(_ package: String) async throws(SessionError) -> SessionPackage? {
        let package = self[package]
        return try await package.keys().isEmpty ? nil : package
    }

    /// The ids of the packages that have values, without those that the library keeps for
    /// itself.
    ///
    /// Loads everything.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public func packages() async throws(SessionError) -> [String] {
        try await load(.everything)
        return state.withLock { state in
            let names = manager.containers.names.flatMap { name in
                state[container: name].packages
            }
            return Set(names).subtracting(Self.ownPackages).sorted().map(\.text)
        }
    }

    // MARK: Transaction

    /// Stores what was recorded, and says what the response must carry.
    ///
    /// Call it before the response head is sent. With several containers, each is one
    /// transaction: those that compare values come first, so that a conflict in one of them
    /// finds nothing stored; a failure leaves the later ones alone. What concerns the session as a
    /// whole comes last, in the default container: where a named one fails, nobody is logged in
    /// and the client goes on with its cookie. <doc:Outages> has the details. A second call returns
    /// the first one's outcome.
    ///
    /// - Throws: ``SessionErrorCode/conflict``, ``SessionErrorCode/gone``,
    ///   ``SessionErrorCode/rotated`` or ``SessionErrorCode/expired`` where another
    ///   request was faster, or time; ``SessionErrorCode/missingClientID`` and
    ///   ``SessionErrorCode/foreignClientID`` where the client cannot be given an id;
    ///   ``SessionErrorCode/tooLarge``, ``SessionErrorCode/kindMismatch`` and
    ///   ``SessionErrorCode/overflow`` for what does not fit;
    ///   ``SessionErrorCode/tooManySessions`` over ``SessionManager/principalLimit``;
    ///   ``SessionErrorCode/storeFailure``, ``SessionErrorCode/storeUnavailable``,
    ///   ``SessionErrorCode/storeFull``, ``SessionErrorCode/duplicate`` and
    ///   ``SessionErrorCode/unsupported`` where a store cannot do it; the first error
    ///   of a subscript; and ``SessionErrorCode/finished`` where it is called again
    ///   while it runs or after it failed. The session cannot be used afterwards.
    public func commit() async throws(SessionError) -> SessionOutcome {
        let snapshot = state.withLock { state in
            defer { if case .open = state.phase { state.phase = .committing } }
            return state
        }
        if case .committed(let outcome) = snapshot.phase { return outcome }
        if case .aborted = snapshot.phase { return outcome(of: snapshot, fields: []) }
        guard case .open = snapshot.phase else {
            throw SessionError(.finished, "the session is committed only once")
        }
        if let failure = snapshot.failure ?? (isModified ? snapshot.hindrance : nil) {
            state.withLock { $0.phase = .failed }
            throw failure
        }
        do {
            let fields = try await snapshot.isWithheld ? drop(snapshot) : store(snapshot)
            let outcome = outcome(of: snapshot, fields: fields)
            state.withLock { $0.phase = .committed(outcome) }
            return outcome
        } catch {
            manager.noteOutage(error)
            state.withLock { $0.phase = .failed }
            throw error
        }
    }

    /// Stores nothing of a request whose client may have another session.
    private func drop(_ snapshot: SessionState) -> [HTTPField] {
        if !snapshot.isReading { manager.events.record(.dropped) }
        return []
    }

    /// Calls no store where there is nothing to store.
    ///
    /// Works in a task of its own, so that a request that is cancelled is committed as a whole
    /// or not at all.
    private func store(_ snapshot: SessionState) async throws(SessionError) -> [HTTPField] {
        if snapshot.isReading, !manager.isRenewalDue(for: snapshot, client) {
            let fields = manager.fields(for: snapshot, issuing: nil, to: client)
            return fields + (try await manager.storeFields())
        }
        let work = Self.task { [manager, client] in
            await manager.store(snapshot, for: client)
        }
        let stored = await work.value
        state.withLock { $0.hasStored = stored.hasStored }
        return try stored.result.get()
    }

    /// A task that begins on the thread of its maker, where the system can do that: no other
    /// thread has to be woken for it.
    private static func task<Value: Sendable>(
        _ body: sending @escaping @isolated(any) () async -> Value
    ) -> Task<Value, Never> {
        guard #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) else {
            return Task(operation: body)
        }
        return Task.immediate(operation: body)
    }

    /// Drops what was recorded.
    ///
    /// A later commit stores nothing.
    @discardableResult
    public func abort() -> SessionOutcome {
        state.withLock { state in
            if case .committed(let outcome) = state.phase { return outcome }
            state.phase = .aborted
            return outcome(of: state, fields: [])
        }
    }

    private func outcome(of state: SessionState, fields: [HTTPField]) -> SessionOutcome {
        SessionOutcome(
            clientIDFields: fields,
            isAccessed: state.isAccessed,
            isLoggedIn: (state.changes.principal ?? state.storedPrincipal) != nil,
            isCarried: state.isCarried,
            isInURL: manager.isCarried(inURLOf: client.head),
            varyingFields: manager.clientIDs.varyingFields
        )
    }
}

extension Session: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The locator, where the client has one.
    public var description: String {
        "session \(locator.map(\.description) ?? "without a client id")"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// Without children, because the request holds the token.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
