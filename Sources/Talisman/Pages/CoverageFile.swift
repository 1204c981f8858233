// SPDX-License-Identifier: Apache-2.0

import Logging
import PageTemplates
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes what renders reach into a file, beside what others have written there.
///
/// Copies of a renderer share one. `Sendable`.
final class CoverageFile: Sendable {
    private let file: URL
    private let recorder: CoverageRecorder
    private let logger: Logger
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    /// What was written.
    private struct State {
        var written = RecordedCoverage()
        var reachedCount = 0

        /// When the file is written again for numbers alone.
        var next: ContinuousClock.Instant?
        var hasFailed = false
    }

    /// Why the file is not written.
    private enum Refusal: String, Error {
        case format = "the file is there, and is no recording of coverage"
        case folder = "its folder cannot be opened"
    }

    /// How long the file may lack numbers.
    private static let period = Duration.seconds(1)

    init(
        _ path: String,
        of recorder: CoverageRecorder,
        _ logger: Logger,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        file = URL(filePath: path)
        self.recorder = recorder
        self.logger = logger
        self.now = now
    }

    deinit {
        write()
    }

    /// Takes notice of a render that has ended: the file is written where that has reached something
    /// new, or the last time is long ago.
    func note() {
        state.withLock { state in
            let time = now()
            let isNew = recorder.reachedCount > state.reachedCount
            guard isNew || state.next.map({ time >= $0 }) ?? true else { return }
            write(&state)
        }
    }

    /// Writes what the file lacks.
    func write() {
        state.withLock { write(&$0) }
    }

    private func write(_ state: inout State) {
        // Asked for first: what is reached meanwhile is written the next time.
        let reached = recorder.reachedCount
        let coverage = RecordedCoverage(recorder.coverage)
        state.next = now() + Self.period
        guard coverage != state.written else { return }
        do {
            try add(coverage.growth(since: state.written))
            state.written = coverage
            state.reachedCount = reached
            state.hasFailed = false
        } catch {
            state.reachedCount = reached
            guard !state.hasFailed else { return }
            state.hasFailed = true
            let reason = (error as? Refusal)?.rawValue ?? "\(error)"
            logger.error(
                "coverage not written",
                metadata: ["file": "\(file.path)", "reason": "\(reason)"]
            )
        }
    }

    /// Adds to the file, while nobody else does.
    private func add(_ growth: RecordedCoverage) throws {
        // The folder is locked, for the file is replaced by another one.
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw Refusal.folder }
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0, errno == EINTR {}
        var all = RecordedCoverage()
        if FileManager.default.fileExists(atPath: file.path) {
            let bytes = [UInt8](try Data(contentsOf: file))
            guard let known = try RecordedCoverage(json: bytes, name: file.path) else {
                throw Refusal.format
            }
            all = known
        }
        all.add(growth)
        try Data(all.json).write(to: file, options: .atomic)
    }
}
