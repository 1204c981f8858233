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

    init(request: ClientRequest, manager: SessionManager, outage: SessionOutage) {
        client = request
        self.outage = outage
        self.manager = manager.bound(to: request)
        let reading = manager.clientIDs.clientID(in: request)
        state = Mutex(SessionState(client: reading))
        if case .refused(let reason) = reading {
            manager.events.record(.refused(reason))
        }
    }

    private init(restarting session: Session) {
        client = session.client
        outage = session.outage
        manager = session.manager.bound(to: session.client)
        state = Mutex(SessionState(client: manager.clientIDs.clientID(in: client)))
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
        return Session(restarting: self)
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

    /// The ids of the packages that have values.
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
            return Set(names).sorted().map(\.text)
        }
    }

    // MARK: Life

    /// Whether this request looked into its session or changed it.
    public var isAccessed: Bool { state.withLock(\.isAccessed) }

    /// Whether there is something to commit.
    public var isModified: Bool { state.withLock { !$0.isReading } }

    /// The locator of the client id that the request brought; nil where none was
    /// accepted.
    ///
    /// It is not secret and may be logged.
    public var locator: SessionLocator? { state.withLock { $0.client.clientID?.locator } }

    /// Who is logged in.
    ///
    /// Reads the record where nothing was loaded yet.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public func principal() async throws(SessionError) -> String? {
        if state.withLock({ !$0[container: ""].isAlive }) {
            try await load(container: "", .nothing)
        }
        return loadedPrincipal
    }

    /// Who is logged in, as far as it is known without asking a store.
    public var loadedPrincipal: String? {
        state.withLock { state in
            state.changes.principal ?? state.loggedInPrincipal
        }
    }

    /// Replaces the secret at the commit and keeps the data: for a change of rights
    /// (ASVS 5.0 7.2.4).
    ///
    /// The old cookie is refused from then on; of several concurrent rotations exactly
    /// one is committed, the others fail with ``SessionErrorCode/rotated``, as
    /// <doc:Overlapping> says. Does nothing where there is no session.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort.
    public func rotate() throws(SessionError) {
        try change { $0.rotates = true }
    }

    /// Rotates, and stores who logged in.
    ///
    /// Makes the session where there is none, but not beside one whose cookie another
    /// request has just replaced: that fails as ``rotate()`` does.
    ///
    /// - Parameters:
    ///   - principal: who it is, without control characters.
    ///   - clientHint: what lists of sessions call the client, such as `Firefox on Linux`;
    ///     cut after 200 characters, control characters left out. Nil leaves it as it is.
    /// - Throws: ``SessionErrorCode/invalidName`` for a principal that cannot be one;
    ///   ``SessionErrorCode/finished`` after the commit or an abort.
    public func login(principal: String, clientHint: String? = nil) throws(SessionError) {
        try SessionOwner.validate(principal)
        try change {
            $0.rotates = true
            $0.principal = .some(principal)
            $0.clientHint = clientHint.map(Self.cleaned)
        }
    }

    /// Ends the session at the commit: its records are deleted in all containers and
    /// the cookie is removed (ASVS 5.0 7.4.1).
    ///
    /// It ends also where another request rotated its secret meanwhile. What was recorded
    /// before is dropped. What is written afterwards in this request
    /// goes to a new session.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort.
    public func logout() throws(SessionError) {
        try change { $0 = AdministrativeChanges(revokes: true) }
        state.withLock { state in
            for name in manager.containers.names {
                state.containers[name] = ContainerState(isAbsent: true)
            }
        }
    }

    /// Gives this session an expiry of its own, and its cookie a lifetime to match.
    ///
    /// - Throws: ``SessionErrorCode/finished`` after the commit or an abort.
    public func setExpiry(_ expiry: SessionExpiry) throws(SessionError) {
        try change { $0.expiry = expiry }
    }

    private static func cleaned(_ hint: String) -> String {
        let scalars = hint.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(scalars.prefix(200)))
    }

    private func change(
        _ body: (inout AdministrativeChanges) -> Void
    ) throws(SessionError) {
        try state.withLock { (state) throws(SessionError) in
            try state.requireOpen()
            body(&state.changes)
        }
    }

    // MARK: Transaction

    /// Stores what was recorded, and says what the response must carry.
    ///
    /// Call it before the response head is sent. With several containers, each is one
    /// transaction: those that compare values come first, so that a conflict in one of them
    /// finds nothing stored; a failure leaves the later ones alone. A login or rotation is
    /// taken back where a container fails: the client goes on with its cookie. <doc:Outages>
    /// has the details. A second call returns the first one's outcome.
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
        if let failure = snapshot.failure ?? (isModified ? snapshot.outage : nil) {
            state.withLock { $0.phase = .failed }
            throw failure
        }
        do {
            let outcome = outcome(of: snapshot, fields: try await store(snapshot))
            state.withLock { $0.phase = .committed(outcome) }
            return outcome
        } catch {
            manager.noteOutage(error)
            state.withLock { $0.phase = .failed }
            throw error
        }
    }

    /// Works in a task of its own, so that a request that is cancelled is committed as a whole
    /// or not at all.
    private func store(_ snapshot: SessionState) async throws(SessionError) -> [HTTPField] {
        let work = Self.task { [manager, client] in
            var committer = SessionCommitter(manager: manager, request: client, state: snapshot)
            let result: Result<[HTTPField], SessionError>
            do throws(SessionError) {
                let fields = try await committer.run()
                result = .success(fields + (try await manager.storeFields()))
            } catch {
                result = .failure(error)
            }
            return (result, committer.hasStored)
        }
        let (result, hasStored) = await work.value
        state.withLock { $0.hasStored = hasStored }
        return try result.get()
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
            isLoggedIn: (state.changes.principal ?? state.knownPrincipal) != nil,
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
