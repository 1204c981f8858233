// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSessionsTesting

/// All that it takes to check a store of one's own.
@Suite struct DictionaryStoreTests {
    @Test(arguments: SessionStoreConformance.behaviours)
    func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
        try await behaviour.check { clock in DictionaryStore(clock: clock) }
    }
}
