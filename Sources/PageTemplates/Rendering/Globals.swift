// SPDX-License-Identifier: Apache-2.0

/// The global variables of a render, each in a cell of its own.
///
/// A variable that is bound anew gets a new cell. Registers may point into the
/// old one, or into a list or a mapping in it, so that is retired: it is freed
/// when enough have come together to be worth the search, and only where no
/// register points into it.
struct Globals: ~Copyable {
    typealias Cell = UnsafeMutablePointer<TemplateValue>

    /// The cells by the names of the variables; none for `default`.
    private var cells: [String: Cell] = [:]

    /// The addresses by the names of the variables.
    private var addresses: [String: PageRun.Pointer] = [:]

    private var retired: [Cell] = []

    /// About how many bytes the retired cells hold.
    private var retiredSize = 0

    /// The size that is worth a search.
    private var threshold = Self.leastSize

    private static let leastSize = 256 << 10

    subscript(name: String) -> PageRun.Pointer? { addresses[name] }

    /// Binds a variable to a value.
    mutating func set(_ name: String, to value: TemplateValue) -> PageRun.Pointer {
        let cell = Cell.allocate(capacity: 1)
        cell.initialize(to: value)
        retire(cells.updateValue(cell, forKey: name))
        addresses[name] = PageRun.Pointer(cell)
        return PageRun.Pointer(cell)
    }

    /// Binds a variable to a value that lasts as long as the render.
    mutating func set(_ name: String, to pointer: PageRun.Pointer) -> PageRun.Pointer {
        retire(cells.removeValue(forKey: name))
        addresses[name] = pointer
        return pointer
    }

    private mutating func retire(_ cell: Cell?) {
        guard let cell else { return }
        retired.append(cell)
        retiredSize += cell.pointee.approximateSize
    }

    // MARK: Freeing

    /// Whether the retired cells are worth a search.
    var shouldFree: Bool { retiredSize >= threshold }

    /// Frees the retired cells that nothing points into.
    ///
    /// - Parameter addresses: All that registers point to, in order.
    mutating func free(unless addresses: [UInt]) {
        var kept: [Cell] = []
        for cell in retired {
            if cell.isPointedInto(by: addresses) {
                kept.append(cell)
            } else {
                Self.free(cell)
            }
        }
        retired = kept
        retiredSize = kept.reduce(0) { $0 + $1.pointee.approximateSize }
        // A search costs as much as there are registers and kept cells, so the
        // next one waits until it has as much to free.
        let registers = addresses.count * MemoryLayout<TemplateValue>.stride
        threshold = Self.leastSize + 2 * retiredSize + registers
    }

    deinit {
        for cell in retired { Self.free(cell) }
        for cell in cells.values { Self.free(cell) }
    }

    private static func free(_ cell: Cell) {
        cell.deinitialize(count: 1)
        cell.deallocate()
    }
}

extension Globals.Cell {
    /// Whether one of some addresses, which are in order, lies in the cell or in
    /// a list or a mapping of its value.
    fileprivate func isPointedInto(by addresses: [UInt]) -> Bool {
        if addresses.contains(inside: UnsafeBufferPointer(start: self, count: 1)) { return true }
        var open = [pointee]
        while let value = open.popLast() {
            guard let elements = value.storedElements else { continue }
            let isHit = elements.withUnsafeBufferPointer { addresses.contains(inside: $0) }
            if isHit { return true }
            open += elements.lazy.filter { $0.storedElements != nil }
        }
        return false
    }
}

extension [UInt] {
    /// Whether an element, all of which are in order, is an address in a buffer.
    fileprivate func contains(inside buffer: UnsafeBufferPointer<TemplateValue>) -> Bool {
        let start = UInt(bitPattern: buffer.baseAddress)
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < start { low = middle + 1 } else { high = middle }
        }
        let size = UInt(buffer.count * MemoryLayout<TemplateValue>.stride)
        return low < count && self[low] - start < size
    }
}

extension TemplateValue {
    /// The values that stand in the value's own storage.
    fileprivate var storedElements: [TemplateValue]? {
        switch self {
        case .list(let elements): elements
        case .mapping(let mapping): mapping.values
        default: nil
        }
    }

    /// About how many bytes the value holds, of which only so many parts are
    /// looked at.
    fileprivate var approximateSize: Int {
        var size = 0
        var partsLeft = 1_000
        var open = [self]
        while let value = open.popLast() {
            size += Self.stride + value.ownSize
            guard let elements = value.heldElements else { continue }
            open += elements.prefix(partsLeft)
            size += max(0, elements.count - partsLeft) * Self.stride
            partsLeft = max(0, partsLeft - elements.count)
        }
        return size
    }

    /// The values that the value holds, where that is known at once.
    private var heldElements: [TemplateValue]? {
        switch self {
        case .object(let list as PythonList): list.items
        case .object(let sequence as PythonSequence): sequence.items
        default: storedElements
        }
    }

    /// About how many bytes the value holds beside its elements.
    private var ownSize: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .markup(let markup): markup.text.utf8.count
        case .object(let dictionary as PythonDictionary): 2 * dictionary.count * Self.stride
        case .object(let set as PythonSet): set.count * Self.stride
        default: 0
        }
    }

    private static let stride = MemoryLayout<TemplateValue>.stride
}
