// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where the instructions of a program have found members of mappings, for all of its renders.
///
/// Each place is one atomic word, the number of a shape and a slot of it. Renders that run at the
/// same time may overwrite what another one has noted: both are true, for a shape never changes.
final class MemberCaches: Sendable {
    /// The places; those who read them keep the program.
    nonisolated(unsafe) let places: UnsafeMutablePointer<MemberCache>
    private let count: Int

    init(count: Int) {
        self.count = count
        places = .allocate(capacity: count)
        for index in 0..<count { (places + index).initialize(to: MemberCache()) }
    }

    deinit {
        places.deinitialize(count: count)
        places.deallocate()
    }
}

/// A slot of a mapping that a member was found in before.
struct MemberCache: ~Copyable {
    /// The number of the shape above, the slot below; no shape has the number 0.
    private let word = Atomic<Int>(0)

    private static let slotBits = 16

    /// What is known now.
    @inline(__always)
    var content: Content { Content(word: word.load(ordering: .relaxed)) }

    /// A slot, and the number of the shape that has it.
    struct Content {
        fileprivate let word: Int

        @inline(__always)
        var shapeID: Int { word >> MemberCache.slotBits }

        @inline(__always)
        var slot: Int { word & (1 << MemberCache.slotBits - 1) }
    }

    /// Notes a slot, unless it is too large a number.
    func note(_ slot: Int, in shapeID: Int) {
        guard slot < 1 << Self.slotBits else { return }
        word.store(shapeID << Self.slotBits | slot, ordering: .relaxed)
    }
}
