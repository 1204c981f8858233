// SPDX-License-Identifier: Apache-2.0

/// Values by name, in an order.
///
/// Mappings with the same keys in the same order can share them; a
/// compiled template then finds a member by comparing one number.
public struct TemplateMapping: Sendable {
    private let storage: Storage

    private static let empty = Storage(
        shape: Shape(keys: [], positions: TextDictionary()),
        values: []
    )

    /// Creates a mapping; a later value of the same key replaces an earlier one.
    public init(_ pairs: some Sequence<(String, TemplateValue)>) {
        let pairs = Array(pairs)
        guard let first = pairs.first, let last = pairs.last else {
            storage = Self.empty
            return
        }
        let known = KnownShapes.guess(pairs.count, from: first.0, to: last.0)
        if let known, known.has(pairs) {
            storage = Storage(shape: known, values: pairs.map(\.1))
            return
        }
        var builder = Builder(expecting: known)
        for (key, value) in pairs {
            builder.set(key, value)
        }
        self = builder.mapping()
    }

    /// Creates a mapping over a shape.
    ///
    /// - Parameters:
    ///   - shape: The keys.
    ///   - values: As many values, in the order of the keys.
    init(shape: Shape, values: [TemplateValue]) {
        precondition(shape.keys.count == values.count)
        storage = Storage(shape: shape, values: values)
    }

    /// The keys, in order.
    public var keys: [String] { storage.shape.keys }

    /// The values, in the order of the keys.
    public var values: [TemplateValue] { storage.values }

    /// The number of entries.
    public var count: Int { storage.values.count }

    /// The value of a key, or `nil` where there is none.
    public subscript(key: String) -> TemplateValue? {
        storage.shape.index(of: key).map { storage.values[$0] }
    }

    /// Whether both are one mapping, and not only equal.
    func isSame(as other: TemplateMapping) -> Bool { storage === other.storage }

    /// The keys, as mappings share them.
    var shape: Shape { storage.shape }

    /// The identity of the keys, never used again for other keys.
    var shapeID: Int { storage.shapeID }

    /// The position of a key among the values.
    func index(of key: String) -> Int? {
        storage.shape.index(of: key)
    }

    /// Where the value of a slot stands, as long as the mapping does.
    @inline(__always)
    func pointer(to slot: Int) -> UnsafePointer<TemplateValue> {
        storage.first + slot
    }

    private final class Storage: Sendable {
        let shapeID: Int
        let shape: Shape
        let values: [TemplateValue]

        /// Where the values stand.
        ///
        /// The storage of an array that nobody changes does not move; asking the
        /// array for it each time would retain it.
        private let address: Int

        init(shape: Shape, values: [TemplateValue]) {
            shapeID = shape.id
            self.shape = shape
            self.values = values
            address = values.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
        }

        /// The first value, which must exist.
        var first: UnsafePointer<TemplateValue> {
            UnsafePointer(bitPattern: address).unsafelyUnwrapped
        }
    }
}

extension TemplateMapping: ExpressibleByDictionaryLiteral {
    /// Creates a mapping of literals, in their order.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self.init(elements)
    }
}
