// SPDX-License-Identifier: Apache-2.0

public import Logging
public import Metrics
public import ServiceLifecycle
public import Tracing

/// Removes expired records in the background, so that no request ever does, and tells the
/// observer of ends (``SessionContainers/onEnd``) which sessions are over.
///
/// Correctness does not depend on it: expired records are refused on reading. It may run
/// on every node at once. Add it to the application's `ServiceGroup`.
///
/// It stays out of the way of requests: a store removes few records at a time, so few that
/// it is done within some milliseconds, and rests after that. It keeps up with whatever is
/// made meanwhile: where requests keep a store busy, a batch takes its share of the time that
/// it waited for, and a sweep that goes on rests less; one that is not done within the interval
/// says so in the log, and has larger batches in the end. `Sendable`.
public struct SessionSweeper: Service {
    private let stores: [(container: String, store: any SessionStore)]
    private let calls: StoreCalls
    private let interval: Duration
    private let pace: SweepPace
    private let clock: any SessionClock
    private let logger: Logger
    private let metrics: any MetricsFactory
    private let metricsPrefix: String
    private let ends: SessionEnds?
    /// Times the batches, and waits between them.
    var stopwatch: any Clock<Duration> = ContinuousClock()

    /// Makes a sweeper.
    ///
    /// - Parameters:
    ///   - containers: the containers whose stores are swept.
    ///   - interval: the time between two sweeps; a minute by default.
    ///   - batch: how many records a store removes at a time at most; 500 by default.
    ///   - share: the most of a store's time that a sweep takes while it keeps up, greater than
    ///     0 and at most 1; a quarter by default.
    ///   - clock: waits between two sweeps.
    ///   - logger: gets the failures of stores and observers, which do not end the sweeper.
    ///   - metrics: makes the timers and gauges; the process's by default.
    ///   - metricsPrefix: their names begin with it, as those of ``SessionManager``.
    ///   - tracer: makes a span for each batch; the process's by default.
    public init(
        containers: SessionContainers,
        interval: Duration = .seconds(60),
        batch: Int = 500,
        share: Double = 0.25,
        clock: any SessionClock = SystemSessionClock(),
        logger: Logger = Logger(label: "sessions.sweeper"),
        metrics: any MetricsFactory = MetricsSystem.factory,
        metricsPrefix: String = "sessions",
        tracer: any Tracer = InstrumentationSystem.tracer
    ) {
        stores = containers.names.map { ($0, containers[$0].store) }
        calls = StoreCalls(prefix: metricsPrefix, metrics: metrics, tracer: tracer)
        self.interval = interval
        pace = SweepPace(maximum: batch, share: share, interval: interval)
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
        self.metricsPrefix = metricsPrefix
        let events = SessionEvents(prefix: metricsPrefix, logger: logger, metrics: metrics)
        ends = SessionEnds(of: containers, clock: clock, calls, events)
    }

    /// Sweeps until the service is shut down or its task is cancelled.
    ///
    /// - Throws: nothing; the failures of stores go to the log.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(SessionError) {
                    try await sweep()
                } catch {
                    guard !Task.isCancelled else { return }
                    logger.warning("sweep failed", metadata: error.logMetadata)
                }
                guard (try? await clock.sleep(for: interval)) != nil else { return }
            }
        }
    }

    /// Sweeps all stores once, in batches, and tells the ends of sessions that nobody was told of.
    ///
    /// A store that fails does not keep the others from being swept, and an observer that fails
    /// is told again by a later sweep. Telling begins nothing more after half of the interval.
    ///
    /// - Returns: how many records were removed.
    /// - Throws: the failure of the first store that failed, after the others were swept.
    @discardableResult
    public func sweep() async throws(SessionError) -> Int {
        var total = 0
        var failure: SessionError?
        for (container, store) in stores {
            do {
                total += try await sweep(store, container)
                try await count(store, container)
            } catch {
                failure = failure ?? error
            }
        }
        do {
            try await ends?.tellDue(within: interval / 2)
        } catch {
            failure = failure ?? error
        }
        if let failure { throw failure }
        return total
    }

    private func sweep(
        _ store: any SessionStore,
        _ container: String
    ) async throws(SessionError) -> Int {
        var pace = pace
        var total = 0
        while !Task.isCancelled {
            let limit = pace.batch
            let intervals = pace.intervals
            let batch = try await remove(limit, from: store, container)
            total += batch.count
            guard batch.count >= limit || batch.report?.isUnfinished == true else { break }
            let rest = pace.rest(after: batch.time, batch.report)
            if intervals == 0, pace.intervals > 0 { logDelay(of: store, container, total) }
            guard (try? await stopwatch.sleep(for: rest)) != nil else { break }
        }
        return total
    }

    /// Tells how many records are left, where the store can count them.
    private func count(_ store: any SessionStore, _ container: String) async throws(SessionError) {
        guard let counting = store.counting else { return }
        do {
            let name = container.isEmpty ? "default" : container
            let dimensions = [("store", store.name), ("container", name)]
            Gauge(label: "\(metricsPrefix).live", dimensions: dimensions, factory: metrics)
                .record(try await counting.countLive())
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
    }

    private func logDelay(of store: any SessionStore, _ container: String, _ total: Int) {
        logger.notice(
            "a sweep takes longer than its interval, and hurries",
            metadata: [
                "store": "\(store.name)", "container": "\(container)", "removed": "\(total)",
            ]
        )
    }

    /// What one call of a store did.
    private struct Batch {
        var count = 0
        var time = Duration.zero
        var report: SweepReport?
    }

    private func remove(
        _ limit: Int,
        from store: any SessionStore,
        _ container: String
    ) async throws(SessionError) -> Batch {
        var batch = Batch()
        do {
            batch.time = try await stopwatch.measure {
                batch.report = try await SweepReport.Receiver.listen {
                    batch.count = try await calls.ask(store, .sweep, container: container) {
                        let removed = try await $0.sweep(limit: limit)
                        return PlainAnswer(removed, "swept", count: removed)
                    }.value
                }
            }
        } catch {
            throw SessionError(fromStore: store.name, error)
        }
        return batch
    }
}
