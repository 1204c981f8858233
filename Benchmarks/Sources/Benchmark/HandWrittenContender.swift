// SPDX-License-Identifier: Apache-2.0

import Foundation
import HandWritten

/// The hand-written floor.
struct HandWrittenContender<Page: HandWrittenPage>: Contender, ~Copyable {
    let name = "hand-written"

    private let page: Page
    private var writer: ByteWriter

    init(workload: Workload) throws {
        page = try JSONDecoder().decode(Page.self, from: Data(workload.data))
        writer = ByteWriter(capacity: 1 << 16)
    }

    mutating func output() -> [UInt8] {
        _ = render()
        return writer.bytes
    }

    mutating func render() -> Int {
        writer.removeAll()
        page.write(to: &writer)
        return writer.count
    }
}
