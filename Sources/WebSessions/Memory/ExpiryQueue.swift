/// A binary heap of the ends of records, with one entry for each, so that a sweep looks
/// at nothing but what it removes.
struct ExpiryQueue {
    private var heap: [(locator: SessionLocator, end: SessionInstant)] = []
    private var positions: [SessionLocator: Int] = [:]

    var count: Int { heap.count }

    /// Notes when a record ends; nil for never, or for a record that is no more.
    ///
    /// - Complexity: O(log n) for n records with an end.
    mutating func set(_ locator: SessionLocator, end: SessionInstant?) {
        guard let end else { return remove(locator) }
        guard let position = positions[locator] else {
            positions[locator] = heap.count
            heap.append((locator, end))
            return siftUp(heap.count - 1)
        }
        heap[position].end = end
        siftUp(position)
        siftDown(positions[locator] ?? position)
    }

    /// Takes out one whose end has come.
    mutating func popDue(at now: SessionInstant) -> SessionLocator? {
        guard let first = heap.first, first.end <= now else { return nil }
        remove(first.locator)
        return first.locator
    }

    private mutating func remove(_ locator: SessionLocator) {
        guard let position = positions.removeValue(forKey: locator) else { return }
        let last = heap.removeLast()
        guard position < heap.count else { return }
        heap[position] = last
        positions[last.locator] = position
        siftUp(position)
        siftDown(positions[last.locator] ?? position)
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
        positions[heap[first].locator] = first
        positions[heap[second].locator] = second
    }
}
