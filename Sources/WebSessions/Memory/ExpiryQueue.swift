// SPDX-License-Identifier: Apache-2.0

/// A binary heap of times, such as the ends of records, with one entry for each, so that a
/// sweep looks at nothing but what it removes.
struct ExpiryQueue<Element: Hashable> {
    private var heap: [(element: Element, end: SessionInstant)] = []
    private var positions: [Element: Int] = [:]

    var count: Int { heap.count }

    /// Notes when an element is due; nil for never, or for one that is no more.
    ///
    /// - Complexity: O(log n) for n elements with a time.
    mutating func set(_ element: Element, end: SessionInstant?) {
        guard let end else { return remove(element) }
        guard let position = positions[element] else {
            positions[element] = heap.count
            heap.append((element, end))
            return siftUp(heap.count - 1)
        }
        heap[position].end = end
        siftUp(position)
        siftDown(positions[element] ?? position)
    }

    /// Takes out one whose time has come.
    mutating func popDue(at now: SessionInstant) -> Element? {
        guard let first = heap.first, first.end <= now else { return nil }
        remove(first.element)
        return first.element
    }

    private mutating func remove(_ element: Element) {
        guard let position = positions.removeValue(forKey: element) else { return }
        let last = heap.removeLast()
        guard position < heap.count else { return }
        heap[position] = last
        positions[last.element] = position
        siftUp(position)
        siftDown(positions[last.element] ?? position)
    }

    private mutating func siftUp(_ position: Int) {
        var child = position
        while child > 0, heap[child].end < heap[(child - 1) / 2].end {
            swap(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func siftDown(_ position: Int) {
        var parent = position
        while let child = smallerChild(of: parent), heap[child].end < heap[parent].end {
            swap(child, parent)
            parent = child
        }
    }

    private func smallerChild(of parent: Int) -> Int? {
        let left = 2 * parent + 1
        guard left < heap.count else { return nil }
        let right = left + 1
        return right < heap.count && heap[right].end < heap[left].end ? right : left
    }

    private mutating func swap(_ first: Int, _ second: Int) {
        heap.swapAt(first, second)
        positions[heap[first].element] = first
        positions[heap[second].element] = second
    }
}

extension ExpiryQueue: Sendable where Element: Sendable {}
