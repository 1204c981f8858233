// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import StoreTestSupport
import TestSupport

/// Waits until something is so, for half a minute at most.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
        if (try? await condition()) == true { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw Program.Failure(description: "it does not come about that \(what)")
}

extension CuttingProxy {
    var postgres: String { "postgres://postgres@127.0.0.1:\(port)/postgres" }
}
#endif
