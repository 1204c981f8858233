// SPDX-License-Identifier: Apache-2.0

import Synchronization
import WebSessions

/// Collects what could not be read while a page rendered.
final class SessionProblems: Sendable {
    private let errors = Mutex<[SessionError]>([])

    var all: [SessionError] { errors.withLock(\.self) }

    func report(_ error: SessionError) {
        errors.withLock { $0.append(error) }
    }
}
