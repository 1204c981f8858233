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
        case isFolder = "it is a folder"
        case folder = "its folder cannot be opened"
        case lock = "its folder is locked"
    }

    /// How long the file may lack numbers.
    private static let period = Duration.seconds(1)

    /// How often a lock of somebody else is tried where nothing comes later.
    private static let tries = 200

    /// The pause between two tries, in microseconds.
    private static let pause: UInt32 = 5_000

    init(
        _ path: String,
        of recorder: CoverageRecorder,
        _ logger: Logger,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        file = URL(filePath: path).resolvingSymlinksInPath()
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
            write(&state, tries: 1)
        }
    }

    /// Writes what the file lacks; waits a second at most where its folder is locked.
    func write() {
        state.withLock { write(&$0, tries: Self.tries) }
    }

    private func write(_ state: inout State, tries: Int) {
        // Asked for first: what is reached meanwhile is written the next time.
        let reached = recorder.reachedCount
        let coverage = RecordedCoverage(recorder.coverage)
        state.next = now() + Self.period
        guard coverage != state.written else { return }
        do {
            try lockingFolder(tries) { try add(coverage, writtenBefore: state.written) }
            state.written = coverage
            state.reachedCount = reached
            state.hasFailed = false
        } catch Refusal.lock where tries == 1 {
            // A page waits for nobody: the next one tries again.
            return
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

    /// Does something while nobody else writes: the folder is locked, for the file is replaced by
    /// another one.
    private func lockingFolder(_ tries: Int, _ body: () throws -> Void) throws {
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw Refusal.folder }
        defer { close(folder) }
        var left = tries
        while flock(folder, LOCK_EX | LOCK_NB) != 0 {
            left -= 1
            guard left > 0 else { throw Refusal.lock }
            usleep(Self.pause)
        }
        try body()
    }

    /// Adds what was reached since the file was written last; all of it, of a template of which the
    /// file has another version by now.
    private func add(_ coverage: RecordedCoverage, writtenBefore: RecordedCoverage) throws {
        var all = try known()
        var growth = coverage.growth(since: writtenBefore)
        for (name, template) in growth.templates where !template.hits.isEmpty {
            guard let other = all.templates[name], other.digest != template.digest else { continue }
            growth.templates[name] = coverage.templates[name]
        }
        all.add(growth)
        let manager = FileManager.default
        let mode = try? manager.attributesOfItem(atPath: file.path)[.posixPermissions]
        try Data(all.json).write(to: file, options: .atomic)
        if let mode {
            try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        }
    }

    /// What the file has; nothing where it is empty, or not there.
    private func known() throws -> RecordedCoverage {
        let manager = FileManager.default
        guard manager.fileExists(atPath: file.path) else { return RecordedCoverage() }
        let type = try manager.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        guard type != .typeDirectory else { throw Refusal.isFolder }
        let bytes = [UInt8](try Data(contentsOf: file))
        guard !bytes.isEmpty else { return RecordedCoverage() }
        guard let known = try RecordedCoverage(json: bytes, name: file.path) else {
            throw Refusal.format
        }
        return known
    }
}
