import Synchronization

/// The keys of mappings, in an order, with an identity.
final class Shape: Sendable {
    /// Numbers are given once and never again, so that a number seen earlier
    /// means these very keys although the shape may be gone.
    private static let lastID = Atomic<Int>(0)

    let id: Int
    let keys: [String]
    private let positions: [String: Int]

    /// - Precondition: `positions` maps every key to its index in `keys`.
    init(keys: [String], positions: [String: Int]) {
        id = Self.lastID.wrappingAdd(1, ordering: .relaxed).newValue
        self.keys = keys
        self.positions = positions
    }

    func index(of key: String) -> Int? { positions[key] }
}

/// The shapes met while one piece of data is turned into values, so that all
/// records of a list share one.
struct ShapeCache {
    private var shapes: [[String]: Shape] = [:]

    mutating func shape(keys: [String], positions: [String: Int]) -> Shape {
        if let known = shapes[keys] { return known }
        let shape = Shape(keys: keys, positions: positions)
        shapes[keys] = shape
        return shape
    }
}
