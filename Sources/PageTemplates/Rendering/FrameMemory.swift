// SPDX-License-Identifier: Apache-2.0

/// The memory of frames: one stack of elements, of which each frame has some.
///
/// Elements never move while their frame is open, for registers point to them. So the
/// stack goes on in another segment where one is full; segments are kept, and a call
/// allocates nothing where an earlier one was as deep.
struct FrameMemory<Element>: ~Copyable {
    private var segments: [Segment]

    /// The segment that the last frame is in.
    private var current = 0

    private struct Segment {
        let base: UnsafeMutablePointer<Element>
        let capacity: Int
        var used = 0

        init(capacity: Int) {
            base = .allocate(capacity: capacity)
            self.capacity = capacity
        }
    }

    init(capacity: Int) {
        segments = [Segment(capacity: capacity)]
    }

    deinit {
        for segment in segments {
            segment.base.deinitialize(count: segment.used)
            segment.base.deallocate()
        }
    }

    /// Adds the elements of a frame.
    mutating func push(_ count: Int, repeating element: Element) -> UnsafeMutablePointer<Element> {
        if segments[current].capacity - segments[current].used < count { advance(count) }
        let first = segments[current].base + segments[current].used
        first.initialize(repeating: element, count: count)
        segments[current].used += count
        return first
    }

    /// Removes the elements of the last frame.
    mutating func pop(_ count: Int) {
        segments[current].used -= count
        (segments[current].base + segments[current].used).deinitialize(count: count)
        if segments[current].used == 0, current > 0 { current -= 1 }
    }

    /// Goes on in the next segment.
    private mutating func advance(_ count: Int) {
        let capacity = max(count, 2 * segments[current].capacity)
        current += 1
        if current == segments.count {
            segments.append(Segment(capacity: capacity))
        } else if segments[current].capacity < count {
            segments[current].base.deallocate()
            segments[current] = Segment(capacity: capacity)
        }
    }
}
