// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
public import Metrics
public import Tracing

/// Makes the session of each request.
///
/// One for an application; `Sendable`.
public struct SessionManager: Sendable {
    /// Gives clients their ids.
    public let clientIDs: any ClientIDManager
    /// Where the data is.
    public private(set) var containers: SessionContainers
    /// How many sessions a principal may have; nil for any number.
    public let principalLimit: PrincipalLimit?
    /// When secrets are replaced without a login; nil for never.
    public let renewal: SessionRenewal?
    /// Which requests come from pages of this site.
    public let origins: SameOriginPolicy
    /// Whether a request that another site started may make a session.
    public let crossSite: CrossSiteSessions
    /// Whether links or forms may have to carry ids.
    let carriesIDs: Bool
    let clock: any SessionClock
    let events: SessionEvents
    private let calls: StoreCalls
    /// Tells of ends; nil where nobody observes them.
    let ends: SessionEnds?
    /// By the names of containers; those whose data is with their clients have none.
    private(set) var circuits: [String: StoreCircuit] = [:]
    /// The names of ids in URLs and in forms, found out once.
    let namesInURLs: CarriedNames
    let namesInForms: CarriedNames

    /// Makes a manager.
    ///
    /// <doc:Observing> says what the logger, the metrics and the tracer get.
    ///
    /// - Parameters:
    ///   - clientIDs: gives clients their ids.
    ///   - containers: where the data is; by default in the memory of the process, as
    ///     ``SessionContainers/inMemory(maximumRecords:clock:)`` has it, which a line in the log
    ///     says.
    ///   - principalLimit: how many sessions a principal may have; nil, the default, for any
    ///     number.
    ///   - renewal: when secrets are replaced without a login; nil, the default, for never.
    ///   - breaker: when a store that does not answer is not asked any more; nil to ask it
    ///     always.
    ///   - origins: which requests come from pages of this site; by default those whose `Origin`
    ///     is the host of the request, for browsers that do not say so themselves.
    ///   - crossSite: whether a request that another site started, and that brought no client
    ///     id, may make a session; by default it makes none.
    ///   - clock: dates cookies, links and messages, and measures how long stores do not
    ///     answer; stores have their own for everything that they keep.
    ///   - logger: gets a line for each event at the debug level, without tokens.
    ///   - metrics: makes the counters and timers; the process's by default.
    ///   - metricsPrefix: the names of counters and timers begin with it.
    ///   - tracer: makes a span for each call of a store; the process's by default.
    public init(
        clientIDs: any ClientIDManager,
        containers: SessionContainers? = nil,
        principalLimit: PrincipalLimit? = nil,
        renewal: SessionRenewal? = nil,
        breaker: CircuitBreaker? = CircuitBreaker(),
        origins: SameOriginPolicy = SameOriginPolicy(),
        crossSite: CrossSiteSessions = .areNotMade,
        clock: any SessionClock = SystemSessionClock(),
        logger: Logger = Logger(label: "sessions"),
        metrics: any MetricsFactory = MetricsSystem.factory,
        metricsPrefix: String = "sessions",
        tracer: any Tracer = InstrumentationSystem.tracer
    ) {
        self.clientIDs = clientIDs
        if containers == nil {
            logger.notice(
                """
                sessions are kept in the memory of this process: they end with it, and no other \
                process sees them
                """
            )
        }
        self.containers = containers ?? .inMemory(clock: clock)
        self.principalLimit = principalLimit
        self.renewal = renewal
        self.origins = origins
        self.crossSite = crossSite
        self.clock = clock
        let anyID = ClientID(random: SystemRandomSource())
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        carriesIDs = !clientIDs.carriers(of: anyID, in: ClientRequest(head), now: clock.now).isEmpty
        events = SessionEvents(prefix: metricsPrefix, logger: logger, metrics: metrics)
        calls = StoreCalls(prefix: metricsPrefix, metrics: metrics, tracer: tracer)
        ends = SessionEnds(of: self.containers, clock: clock, calls, events)
        namesInURLs = CarriedNames(names: clientIDs.parameterNames)
        namesInForms = CarriedNames(names: clientIDs.formFieldNames)
        circuits = breaker?.circuits(for: self.containers, clock: clock, events) ?? [:]
    }

    init(_ manager: SessionManager, containers: SessionContainers) {
        self = manager
        self.containers = containers
    }

    /// Asks the store of a container; all calls of a store go through this.
    func ask<Answer: StoreAnswer>(
        _ container: String,
        to call: StoreCall,
        _ body: (any SessionStore) async throws -> Answer
    ) async throws(SessionError) -> Answer {
        let store = containers[container].store
        guard let circuit = circuits[container] else {
            return try await calls.ask(store, call, container: container, body)
        }
        return try await calls.ask(store, call, container: container) { store in
            try await circuit.pass { try await body(store) }
        }
    }

    /// The same manager, which asks stores also where they did not answer a moment ago: for
    /// taking back what may have been stored.
    var insisting: SessionManager {
        var manager = self
        manager.circuits = [:]
        return manager
    }

    /// Whether the ends of the records of a container are ends of sessions, and observed.
    func keepsEnds(in container: String) -> Bool { ends != nil && container.isEmpty }

    /// Ends a record; returns whether it was there.
    func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash? = nil,
        cause: SessionEndCause = .revoked,
        container: String
    ) async throws(SessionError) -> Bool {
        try await ask(container, to: .revoke) { store in
            let wasThere = try await store.revoke(locator, secretHash: secretHash, cause: cause)
            return PlainAnswer(wasThere, wasThere ? "ended" : "absent")
        }.value
    }

    /// The session of a request.
    ///
    /// Verifies the client id; does no I/O, creates nothing, and sets no cookie.
    public func session(for request: HTTPRequest) -> Session {
        session(for: ClientRequest(request))
    }

    /// The session of a request of which more is known than its head.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - outage: what the session is while its store does not answer.
    /// - Returns: the session.
    public func session(
        for request: ClientRequest,
        outage: SessionOutage = .isAnError
    ) -> Session {
        Session(request: request, manager: self, outage: outage)
    }
}
