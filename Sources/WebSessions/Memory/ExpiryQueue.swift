/// A binary heap of the ends of records, so that sweeping looks at no live ones.
struct ExpiryQueue {
    private var heap: [(locator: SessionLocator, end: SessionInstant)] = []

    mutating func insert(_ locator: SessionLocator, end: SessionInstant) {
        heap.append((locator, end))
        var child = heap.count - 1
        while child > 0, heap[child].end < heap[(child - 1) / 2].end {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out one whose end has come.
    mutating func popDue(
        at now: SessionInstant
    ) -> (locator: SessionLocator, end: SessionInstant)? {
        guard let first = heap.first, first.end <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown()
        }
        return first
    }

    private mutating func siftDown() {
        var parent = 0
        while let child = smallerChild(of: parent), heap[child].end < heap[parent].end {
            heap.swapAt(child, parent)
            parent = child
        }
    }

    private func smallerChild(of parent: Int) -> Int? {
        let left = 2 * parent + 1
        guard left < heap.count else { return nil }
        let right = left + 1
        return right < heap.count && heap[right].end < heap[left].end ? right : left
    }
}
