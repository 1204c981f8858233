// SPDX-License-Identifier: Apache-2.0

/// What all encoders of one call share.
final class EncodingSession {
    /// How many values may encode themselves inside each other.
    ///
    /// Each takes up to 3 KiB of the stack, and some threads have no more than
    /// 512 KiB.
    static let depthLimit = 128

    let dateStrategy: TemplateEncoder.DateStrategy
    var shapes = ShapeCache()

    /// A failure of a call that cannot throw; the first one counts.
    private(set) var misuse: TemplateError?

    private var depth = 0
    private var treatments: [ObjectIdentifier: EncodingTreatment] = [:]
    private var latestShapes: [ObjectIdentifier: Shape] = [:]

    init(dateStrategy: TemplateEncoder.DateStrategy) {
        self.dateStrategy = dateStrategy
    }

    func value<T: Encodable>(of value: T, at path: EncodingPath) throws -> TemplateValue {
        let treatment = treatment(of: T.self)
        if case .special(let convert) = treatment { return try convert(value, self, path) }
        guard depth < Self.depthLimit else { throw EncodingFailure.tooDeep(at: path) }
        depth += 1
        defer { depth -= 1 }
        let encoder = ValueEncoder(session: self, path: path)
        try value.encode(to: encoder)
        let encoded = encoder.finish()
        guard case .unordered = treatment, case .mapping(let mapping) = encoded else {
            return encoded
        }
        return .mapping(mapping.sorted(sharing: &shapes))
    }

    func report(_ error: TemplateError) {
        misuse = misuse ?? error
    }

    /// The shape that the latest record with these coding keys had.
    func latestShape(of keys: any CodingKey.Type) -> Shape? {
        latestShapes[ObjectIdentifier(keys)]
    }

    func setLatestShape(_ shape: Shape, of keys: any CodingKey.Type) {
        latestShapes[ObjectIdentifier(keys)] = shape
    }

    private func treatment(of type: any Encodable.Type) -> EncodingTreatment {
        let id = ObjectIdentifier(type)
        if let known = treatments[id] { return known }
        let treatment = EncodingTreatment(of: type)
        treatments[id] = treatment
        return treatment
    }
}

extension TemplateMapping {
    /// The same entries in the order of their keys; numbers come in theirs.
    fileprivate func sorted(sharing shapes: inout ShapeCache) -> TemplateMapping {
        let numbers = keys.compactMap { Int($0) }
        let order =
            numbers.count == count
            ? numbers.indices.sorted { numbers[$0] < numbers[$1] }
            : keys.indices.sorted { keys[$0] < keys[$1] }
        var builder = Builder()
        for index in order {
            builder.set(keys[index], values[index])
        }
        return builder.mapping(sharing: &shapes)
    }
}
