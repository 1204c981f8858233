// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

extension Array where Element: Sendable {
    /// What a function gives for each element, in the order of the elements; the calls are spread
    /// over the processors.
    ///
    /// - Parameter transform: What is called once for each element, on any thread.
    /// - Returns: The results.
    func concurrentMap<Value: Sendable>(
        _ transform: @Sendable (Element) -> Value
    ) -> [Value] {
        let values = Mutex([Value?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let value = transform(self[index])
            values.withLock { $0[index] = value }
        }
        return values.withLock { $0.compactMap(\.self) }
    }
}
