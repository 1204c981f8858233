// SPDX-License-Identifier: Apache-2.0

package import WebSessions

/// Commits of every kind, the same for the same seed.
package struct RandomCommits {
    package struct Generator: RandomNumberGenerator {
        package var state: UInt64

        package mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    package var generator: Generator

    package init(seed: UInt64) {
        generator = Generator(state: seed)
    }

    package mutating func commit() throws -> SessionCommit {
        let operations = try (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            try operation()
        }
        let expiries: [SessionExpiry?] = [
            nil, nil, nil, .configured, .browserSession, .idle(.seconds(900)), .idle(.zero),
        ]
        let limit = Int.random(in: 0...5, using: &generator) == 0 ? 120 : 10_000
        return SessionCommit(
            operations,
            policy: SessionPolicy(
                timeout: .seconds(3600),
                resolution: .seconds(Int64.random(in: 0...1, using: &generator) * 300)
            ),
            limits: SessionLimits(valueBytes: limit / 2, sessionBytes: limit),
            expiry: expiries.randomElement(using: &generator) ?? nil
        )
    }

    private mutating func operation() throws -> SessionOperation {
        let package = ["p", "p0", "q.r"].randomElement(using: &generator) ?? "p"
        let keys = ["a", "b", "\u{E9}", "c d"]
        let key = keys.randomElement(using: &generator) ?? "a"
        let field = try SessionField(package: package, key: key)
        switch Int.random(in: 0...9, using: &generator) {
        case 0: return .set(field, try value())
        case 1: return .delete(field)
        case 2: return .clear(package: package)
        case 3: return .add(field, number())
        case 4: return .max(field, number())
        case 5: return .union(field, try list())
        case 6: return .append(field, try list(), cap: Int.random(in: -1...6, using: &generator))
        case 7: return try expectation(field)
        default:
            let expected = Bool.random(using: &generator) ? try value() : nil
            let new = Bool.random(using: &generator) ? try value() : nil
            return .compareAndSet(field, expected: expected.map(SessionDigest.init), new: new)
        }
    }

    private mutating func expectation(_ field: SessionField) throws -> SessionOperation {
        let reads: SessionReads =
            switch Int.random(in: 0...2, using: &generator) {
            case 0: .fields([field])
            case 1: .packages([field.package])
            default: .everything
            }
        let isEmpty = Bool.random(using: &generator)
        return .expect(reads, isEmpty ? [:] : [field: SessionDigest(of: try value())])
    }

    private mutating func number() -> Int64 {
        let bounds: [Int64] = [.min, .max, 0, 1, -1, 1 << 53, 999_999_999]
        let isSmall = Bool.random(using: &generator)
        return isSmall
            ? Int64.random(in: -3...3, using: &generator)
            : bounds.randomElement(using: &generator) ?? 0
    }

    private mutating func list() throws -> SessionValue {
        guard Int.random(in: 0...5, using: &generator) > 0 else { return .integer(1) }
        let count = Int.random(in: 0...3, using: &generator)
        return try .list((0..<count).map { _ in try SessionValue(encoding: "e\n\(number())") })
    }

    private mutating func value() throws -> SessionValue {
        switch Int.random(in: 0...3, using: &generator) {
        case 0: .integer(number())
        case 1: try list()
        case 2: try SessionValue(encoding: ["x", ""].randomElement(using: &generator) ?? "")
        default: SessionValue(storedBytes: [0xFF, 0, 10, 13])
        }
    }
}
