// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// What has changed in a folder.
struct PreviewChange: Codable, Sendable, Hashable {
    /// The paths of files from the folder, sorted.
    var paths: [String] = []

    /// Whether other files may have changed, too, for nobody could keep count.
    var mayBeMore = false

    /// The change in one line.
    var json: String {
        (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

/// Tells all who look at the preview of changes.
final class PreviewChanges: Sendable {
    private let listeners = Mutex(Listeners())

    private struct Listeners {
        var next = 0
        var open: [Int: AsyncStream<PreviewChange>.Continuation] = [:]
    }

    func send(_ change: PreviewChange) {
        let open = listeners.withLock { Array($0.open.values) }
        for listener in open { listener.yield(change) }
    }

    /// The changes from now on; who ends the loop listens no more.
    func listen() -> AsyncStream<PreviewChange> {
        AsyncStream(bufferingPolicy: .bufferingNewest(100)) { continuation in
            let number = listeners.withLock { listeners in
                listeners.next += 1
                listeners.open[listeners.next] = continuation
                return listeners.next
            }
            continuation.onTermination = { [weak self] _ in
                self?.listeners.withLock { $0.open[number] = nil }
            }
        }
    }
}
