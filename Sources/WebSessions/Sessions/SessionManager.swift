public import HTTPTypes
public import Logging
public import Metrics

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
    /// Whether links or forms may have to carry ids.
    let carriesIDs: Bool
    let clock: any SessionClock
    let events: SessionEvents

    /// Makes a manager.
    ///
    /// - Parameters:
    ///   - clientIDs: gives clients their ids.
    ///   - containers: where the data is.
    ///   - principalLimit: how many sessions a principal may have; nil, the default, for any
    ///     number.
    ///   - renewal: when secrets are replaced without a login; nil, the default, for never.
    ///   - clock: dates the cookies; stores have their own.
    ///   - logger: gets a line for each event at the debug level, without tokens.
    ///   - metrics: makes the counters; the process's by default.
    ///   - metricsPrefix: the names of the counters begin with it: `sessions.created`,
    ///     `.loaded`, `.renewed`, `.rotated`, `.expired`, `.revoked`, `.conflict`, `.retried`,
    ///     `.unavailable` and `.refused`, with the dimensions `store` and `reason`.
    public init(
        clientIDs: any ClientIDManager,
        containers: SessionContainers,
        principalLimit: PrincipalLimit? = nil,
        renewal: SessionRenewal? = nil,
        clock: any SessionClock = SystemSessionClock(),
        logger: Logger = Logger(label: "sessions"),
        metrics: any MetricsFactory = MetricsSystem.factory,
        metricsPrefix: String = "sessions"
    ) {
        self.clientIDs = clientIDs
        self.containers = containers
        self.principalLimit = principalLimit
        self.renewal = renewal
        self.clock = clock
        let anyID = ClientID(random: SystemRandomSource())
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
        carriesIDs = !clientIDs.carriers(of: anyID, in: ClientRequest(head), now: clock.now).isEmpty
        events = SessionEvents(prefix: metricsPrefix, logger: logger, metrics: metrics)
    }

    init(_ manager: SessionManager, containers: SessionContainers) {
        self = manager
        self.containers = containers
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
