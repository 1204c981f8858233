// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import CPostgreSQL
import Dispatch
import Synchronization
import WebSessions

/// One connection, on which the statements of many callers are under way at once: a pipeline.
///
/// Its socket is watched by sources of a queue, and no thread ever waits for it.
actor LibPQConnection {
    /// A statement that somebody waits for.
    struct Request: Sendable {
        let id: Int
        let statement: PostgresStatement
        let arguments: [PostgresArgument]
        let deadline: ContinuousClock.Instant
        let reply: LibPQPipeline.Reply

        /// Whether it is on the disk when there is a reply.
        var isDurable: Bool { arguments.contains(.waits) }
    }

    /// Requests that were not sent yet, or why none will be any more.
    private struct Inbox {
        var requests: [Request] = []
        var isScheduled = false
        var failure: PostgresFailure?
        var security: PostgresSecurity?
        var nextID = 0
    }

    /// How much longer than its caller waits a statement is valid at the server.
    private static let grace = Duration.seconds(1)
    private static let maximumPending = 16_384
    /// How many commits wait for the disk together at most.
    private static let maximumBatch = 128
    private static let clock = PostgresStatement(
        "SELECT floor(date_part('epoch', clock_timestamp()) * 1000)::bigint"
    )

    /// Writes something of no meaning to the log, behind everything before it, and waits for it.
    private static let flush = PostgresStatement(
        "SELECT pg_logical_emit_message(true, 'talisman', '') IS NULL"
    )

    nonisolated let endpoint: PostgresEndpoint
    private let preparesStatements: Bool
    private let executor = QueueExecutor(label: "sessions.postgres")
    private let inbox = Mutex(Inbox())
    private let opened = PostgresPromise<Void>()

    private var handle: LibPQHandle?
    private var reading: LibPQWatch?
    private var writing: LibPQWatch?
    private var timer: (deadline: ContinuousClock.Instant, source: any DispatchSourceTimer)?
    private var pipeline = LibPQPipeline()
    /// Commits that wait until those before them are on the disk.
    private var waiting: [Request] = []
    private var prepared: [PostgresStatement: String] = [:]
    /// What was prepared for requests that have no reply yet, by their ids.
    private var preparing: [Int: PostgresStatement] = [:]
    private var lastName = 0
    private var serverTime: PostgresServerTime?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private init(_ endpoint: PostgresEndpoint, preparesStatements: Bool) {
        self.endpoint = endpoint
        self.preparesStatements = preparesStatements
    }

    /// Makes a connection that is ready for statements: logged in, at a server that takes
    /// writes, and with a look at its clock.
    static func open(
        _ endpoint: PostgresEndpoint,
        _ settings: [String: String],
        preparesStatements: Bool,
        timeout: Duration
    ) async throws -> LibPQConnection {
        let connection = LibPQConnection(endpoint, preparesStatements: preparesStatements)
        let deadline = ContinuousClock.now + timeout
        connection.onQueue { $0.connect(settings) }
        do {
            try await connection.opened.get(before: deadline)
            let rows = try await connection.send(clock, [], deadline: deadline)
            guard let time = rows.first?.number(0) else {
                throw PostgresFailure.malformed("the clock shows no time")
            }
            connection.onQueue { connection in
                connection.serverTime = PostgresServerTime(sampled: .now, milliseconds: time)
            }
        } catch {
            connection.close(because: .closed(endpoint))
            guard error as? PostgresFailure == .timedOut else { throw error }
            throw PostgresFailure.unreachable(endpoint, reason: "no answer in time")
        }
        return connection
    }

    nonisolated var isUsable: Bool { inbox.withLock { $0.failure == nil } }
    nonisolated var security: PostgresSecurity? { inbox.withLock(\.security) }

    /// Sends a statement, and returns its rows.
    ///
    /// - Throws: `PostgresFailure`, or `CancellationError`; the statement may have been run.
    nonisolated func send(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        deadline: ContinuousClock.Instant
    ) async throws -> [PostgresRow] {
        try Task.checkCancellation()
        let id = inbox.withLock { inbox in
            inbox.nextID += 1
            return inbox.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { reply in
                submit(
                    Request(
                        id: id,
                        statement: statement,
                        arguments: arguments,
                        deadline: deadline,
                        reply: reply
                    )
                )
            }
        } onCancel: {
            onQueue { $0.abandon(id) }
        }
    }

    /// Ends the connection; who waits for a reply does so no longer.
    nonisolated func close(because failure: PostgresFailure) {
        onQueue { $0.end(because: failure) }
    }

    /// All that is asked for until the queue comes to it goes out together.
    private nonisolated func submit(_ request: Request) {
        let (failure, isFirst) = inbox.withLock { inbox -> (PostgresFailure?, Bool) in
            if let failure = inbox.failure { return (failure, false) }
            inbox.requests.append(request)
            defer { inbox.isScheduled = true }
            return (nil, !inbox.isScheduled)
        }
        if let failure { return request.reply.resume(throwing: failure) }
        if isFirst { onQueue { $0.sendRequests() } }
    }

    private nonisolated func onQueue(
        _ body: @escaping @Sendable (isolated LibPQConnection) -> Void
    ) {
        executor.queue.async { self.assumeIsolated { body($0) } }
    }

    private func watch(
        _ event: LibPQWatch.Event,
        _ body: @escaping @Sendable (isolated LibPQConnection) -> Void
    ) -> LibPQWatch? {
        guard let handle else { return nil }
        return LibPQWatch(PQsocket(handle.connection), for: event, on: executor.queue) {
            [weak self] in self?.assumeIsolated { body($0) }
        }
    }

    private func end(because failure: PostgresFailure) {
        let requests = inbox.withLock { inbox -> [Request] in
            inbox.failure = inbox.failure ?? failure
            defer { inbox.requests = [] }
            return inbox.requests
        }
        (reading, writing) = (nil, nil)
        timer?.source.cancel()
        timer = nil
        opened.complete(.failure(failure))
        pipeline.failAll(failure)
        for request in waiting + requests { request.reply.resume(throwing: failure) }
        waiting = []
        handle = nil
    }

    private func abandon(_ id: Int) {
        if let index = waiting.firstIndex(where: { $0.id == id }) {
            waiting.remove(at: index).reply.resume(throwing: CancellationError())
        } else {
            pipeline.abandon(id, CancellationError())
        }
    }

    // MARK: Connecting

    private func connect(_ settings: [String: String]) {
        guard isUsable else { return }
        guard let handle = LibPQHandle(settings) else {
            return end(because: .unreachable(endpoint, reason: "there is no memory for it"))
        }
        self.handle = handle
        guard !handle.isBroken else { return end(because: handle.failure(at: endpoint)) }
        connectFurther(when: .writing)
    }

    /// The socket may be another one each time.
    private func connectFurther(when event: LibPQWatch.Event) {
        reading = watch(event) { $0.connectFurther() }
        if reading == nil {
            end(because: .unreachable(endpoint, reason: "there is no descriptor for it"))
        }
    }

    private func connectFurther() {
        guard let handle else { return }
        reading = nil
        switch PQconnectPoll(handle.connection) {
        case PGRES_POLLING_READING: connectFurther(when: .reading)
        case PGRES_POLLING_WRITING: connectFurther(when: .writing)
        case PGRES_POLLING_OK: begin(handle)
        default: end(because: handle.failure(at: endpoint))
        }
    }

    private func begin(_ handle: LibPQHandle) {
        guard PQsetnonblocking(handle.connection, 1) == 0,
            PQenterPipelineMode(handle.connection) == 1
        else { return end(because: handle.failure(at: endpoint)) }
        let security = handle.security(at: endpoint)
        inbox.withLock { $0.security = security }
        reading = watch(.reading) { $0.receive() }
        opened.complete(.success(()))
    }

    // MARK: Sending

    private func sendRequests() {
        let requests = inbox.withLock { inbox -> [Request] in
            defer { (inbox.requests, inbox.isScheduled) = ([], false) }
            return inbox.requests
        }
        for request in requests {
            guard waiting.count + pipeline.count < Self.maximumPending else {
                request.reply.resume(throwing: PostgresFailure.overloaded)
                continue
            }
            if request.isDurable { waiting.append(request) } else { send(request) }
        }
        sendCommits()
        flush()
    }

    /// Sends the commits that came while the server waited for its disk, in one batch.
    private func sendCommits() {
        guard !pipeline.isFlushing, let first = waiting.first else { return }
        let batch = waiting.prefix(Self.maximumBatch)
        waiting.removeFirst(batch.count)
        guard batch.count > 1 else { return send(first) }
        for request in batch { send(request, isHeld: true) }
        let deadline = batch.map(\.deadline).min() ?? first.deadline
        pipeline.appendFlush(deadline: deadline)
        transmit(Self.flush, [], deadline: deadline, waits: true, for: LibPQPipeline.flushID)
    }

    private func send(_ request: Request, isHeld: Bool = false) {
        guard handle != nil else { return request.reply.resume(throwing: closed) }
        pipeline.append(request, isHeld: isHeld)
        transmit(
            request.statement,
            request.arguments,
            deadline: request.deadline,
            waits: !isHeld,
            for: request.id
        )
    }

    private func transmit(
        _ statement: PostgresStatement,
        _ arguments: [PostgresArgument],
        deadline: ContinuousClock.Instant,
        waits: Bool,
        for id: Int
    ) {
        guard let handle else { return }
        let sending = PostgresArgument.Sending(
            deadline: serverTime?.milliseconds(at: deadline + Self.grace) ?? .max,
            waits: waits
        )
        let arguments = LibPQHandle.Arguments(arguments, sending)
        guard prepare(statement, arguments, handle, for: id),
            handle.send(statement, name: prepared[statement], arguments)
        else { return end(because: closed) }
        schedule(deadline)
    }

    private var closed: PostgresFailure { .closed(endpoint) }

    /// Leaves a statement at the server, unless it has it or is to have none; false where the
    /// connection is broken.
    private func prepare(
        _ statement: PostgresStatement,
        _ arguments: LibPQHandle.Arguments,
        _ handle: LibPQHandle,
        for id: Int
    ) -> Bool {
        guard preparesStatements, prepared[statement] == nil else { return true }
        lastName += 1
        let name = "talisman_\(lastName)"
        prepared[statement] = name
        preparing[id] = statement
        return handle.prepare(statement, name: name, arguments)
    }

    private func flush() {
        guard let handle, writing == nil else { return }
        switch PQflush(handle.connection) {
        case 0: return
        case 1:
            writing = watch(.writing) { connection in
                connection.writing = nil
                connection.flush()
            }
        default: end(because: closed)
        }
    }

    // MARK: Receiving

    private func receive() {
        guard let handle else { return }
        let isGood = PQconsumeInput(handle.connection) == 1
        while self.handle != nil, !pipeline.isEmpty, PQisBusy(handle.connection) == 0 {
            guard let result = PQgetResult(handle.connection) else {
                // The end of the results of one statement; two of them are the end of all.
                guard let next = PQgetResult(handle.connection) else { break }
                take(LibPQResult(next))
                continue
            }
            take(LibPQResult(result))
        }
        guard isGood, !handle.isBroken else { return end(because: closed) }
        sendCommits()
        flush()
    }

    private func take(_ result: LibPQResult) {
        if case .failure(let failure) = result {
            // What a statement is called that was not prepared is not known.
            if PostgresState.remedy(for: failure.state) == .reconnect { retire() }
            // It was not prepared, perhaps: it gets another name the next time.
            let statement = pipeline.firstID.flatMap { preparing[$0] }
            if let statement { prepared[statement] = nil }
        }
        if case .sync = result, let id = pipeline.firstID { preparing[id] = nil }
        pipeline.take(result)
    }

    /// Takes no more requests; those that were sent still get their replies.
    private func retire() {
        let requests = inbox.withLock { inbox -> [Request] in
            inbox.failure = inbox.failure ?? closed
            defer { inbox.requests = [] }
            return inbox.requests
        }
        for request in waiting + requests { request.reply.resume(throwing: closed) }
        waiting = []
    }

    // MARK: Deadlines

    private func schedule(_ deadline: ContinuousClock.Instant) {
        if let timer, timer.deadline <= deadline { return }
        timer?.source.cancel()
        let source = DispatchSource.makeTimerSource(queue: executor.queue)
        source.setEventHandler { [weak self] in self?.assumeIsolated { $0.checkDeadlines() } }
        let rest = max(ContinuousClock.now.duration(to: deadline), .zero)
        source.schedule(deadline: .now() + .milliseconds(Int(rest.milliseconds) + 1))
        source.resume()
        timer = (deadline, source)
    }

    private func checkDeadlines() {
        timer = nil
        guard pipeline.expire(at: .now) else { return end(because: .timedOut) }
        if let next = pipeline.firstDeadline { schedule(next) }
    }
}
#endif
