// SPDX-License-Identifier: Apache-2.0

extension TemplateMapping {
    /// Collects the entries of a mapping.
    ///
    /// Whoever expects the keys of an earlier mapping says so; as long as they
    /// come, no key is stored or hashed.
    struct Builder {
        private let expected: Shape?
        private var isAsExpected: Bool
        private var keys: [String] = []
        private var positions = TextDictionary<Int>()
        private var values: [TemplateValue] = []

        init(expecting expected: Shape? = nil) {
            self.expected = expected
            isAsExpected = expected != nil
            values.reserveCapacity(expected?.keys.count ?? 0)
        }

        /// Sets the value of a key, replacing an earlier one.
        ///
        /// - Returns: The position of the key among the values.
        @discardableResult
        mutating func set(_ key: String, _ value: TemplateValue) -> Int {
            if isAsExpected, let expected {
                let next = values.count
                if expected.has(key, at: next) {
                    values.append(value)
                    return next
                }
                leave(expected)
            }
            return store(key, value)
        }

        /// Sets the value at a position that `set(_:_:)` gave.
        mutating func replace(at position: Int, with value: TemplateValue) {
            values[position] = value
        }

        /// Whether the key has a value already.
        func contains(_ key: String) -> Bool {
            guard isAsExpected, let expected else { return positions[key] != nil }
            return expected.index(of: key).map { $0 < values.count } ?? false
        }

        private mutating func store(_ key: String, _ value: TemplateValue) -> Int {
            if let position = positions[key] {
                values[position] = value
                return position
            }
            let position = values.count
            positions[key] = position
            keys.append(key)
            values.append(value)
            return position
        }

        private mutating func leave(_ expected: Shape) {
            isAsExpected = false
            keys = Array(expected.keys.prefix(values.count))
            for (position, key) in keys.enumerated() {
                positions[key] = position
            }
        }

        /// The shape expected, if it came out so.
        private var confirmed: Shape? {
            isAsExpected && values.count == expected?.keys.count ? expected : nil
        }

        /// The mapping, over a shape that others with its keys have too.
        func mapping() -> TemplateMapping {
            mapping(over: KnownShapes.shape)
        }

        /// The mapping, over a shape of the cache where it knows the keys.
        func mapping(sharing shapes: inout ShapeCache) -> TemplateMapping {
            mapping { shapes.shape(keys: $0, positions: $1) }
        }

        private func mapping(
            over shape: (_ keys: [String], _ positions: TextDictionary<Int>) -> Shape
        ) -> TemplateMapping {
            if let confirmed { return TemplateMapping(shape: confirmed, values: values) }
            var complete = self
            if isAsExpected, let expected {
                complete.leave(expected)
            }
            return TemplateMapping(
                shape: shape(complete.keys, complete.positions),
                values: values
            )
        }
    }
}
