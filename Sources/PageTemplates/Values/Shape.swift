// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The keys of mappings, in an order, with an identity.
final class Shape: Sendable {
    /// Numbers are given once and never again, so that a number seen earlier
    /// means these very keys although the shape may be gone.
    private static let lastID = Atomic<Int>(0)

    let id: Int
    let keys: [String]
    private let positions: TextDictionary<Int>
    private let isASCII: Bool

    /// - Precondition: `positions` maps every key to its index in `keys`.
    init(keys: [String], positions: TextDictionary<Int>) {
        id = Self.lastID.wrappingAdd(1, ordering: .relaxed).newValue
        self.keys = keys
        self.positions = positions
        isASCII = keys.allSatisfy(\.isASCII)
    }

    func index(of key: String) -> Int? {
        guard keys.count <= Self.fewKeys else { return positions[key] }
        return keys.indices.first { has(key, at: $0) }
    }

    /// Comparing so many keys costs less than hashing one.
    private static let fewKeys = 8

    /// Whether a key stands at an index.
    ///
    /// What `==` takes for equal to a text of ASCII, and is not, is longer.
    func has(_ key: String, at index: Int) -> Bool {
        guard index < keys.count, keys[index] == key else { return false }
        return isASCII ? keys[index].utf8.count == key.utf8.count : keys[index].hasScalars(of: key)
    }

    /// Whether it has the keys of these entries and no others, in their order.
    func has(_ entries: [(String, TemplateValue)]) -> Bool {
        entries.count == keys.count && entries.indices.allSatisfy { has(entries[$0].0, at: $0) }
    }

    /// Whether it has these keys and no others, in their order.
    func has(_ keys: [String]) -> Bool {
        keys.count == self.keys.count && keys.indices.allSatisfy { has(keys[$0], at: $0) }
    }
}

/// The shapes met while one piece of data is turned into values, so that all
/// records of a list share one.
struct ShapeCache {
    private struct Keys: Hashable {
        let keys: [String]

        static func == (left: Keys, right: Keys) -> Bool {
            left.keys.elementsEqual(right.keys) { $0.hasScalars(of: $1) }
        }

        func hash(into hasher: inout Hasher) {
            keys.hash(into: &hasher)
        }
    }

    private var shapes: [Keys: Shape] = [:]

    mutating func shape(keys: [String], positions: TextDictionary<Int>) -> Shape {
        if let known = shapes[Keys(keys: keys)] { return known }
        let shape = KnownShapes.shape(keys: keys, positions: positions)
        shapes[Keys(keys: keys)] = shape
        return shape
    }
}
