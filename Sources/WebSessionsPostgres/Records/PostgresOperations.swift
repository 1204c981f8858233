// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import WebSessions

/// Operations as the function takes them: a letter, a name and up to two operands each.
struct PostgresOperations {
    private static let lineFeed = UInt8(ascii: "\n")

    private var letters = ""
    private var names: [[UInt8]?] = []
    private var operands: [[UInt8]?] = []
    private var others: [[UInt8]?] = []

    init(_ operations: [SessionOperation]) {
        for operation in operations { append(operation) }
    }

    var arguments: [PostgresArgument] {
        [.text(letters), .arrays(names), .arrays(operands), .arrays(others)]
    }

    private mutating func append(_ operation: SessionOperation) {
        switch operation {
        case .set(let field, let value): append("S", field.path, value.storedBytes)
        case .delete(let field): append("D", field.path)
        case .clear(let package): append("X", package)
        case .add(let field, let amount):
            append("A", field.path, SessionValue.integer(amount).storedBytes)
        case .max(let field, let other):
            append("M", field.path, SessionValue.integer(other).storedBytes)
        case .union(let field, let value): append("U", field.path, value.storedBytes)
        case .append(let field, let value, let cap):
            append("P", field.path, value.storedBytes, Array(String(max(cap, 0)).utf8))
        case .compareAndSet(let field, let expected, let new):
            append("C", field.path, expected?.bytes, new?.storedBytes)
        case .expect(let reads, let digests): append(reads, digests)
        }
    }

    /// Each field by itself, and for each package which names may be in it; an empty one
    /// stands for all packages.
    private mutating func append(
        _ reads: SessionReads,
        _ digests: [SessionField: SessionDigest]
    ) {
        let fields = reads.fields.union(digests.keys).sorted()
        for field in fields { append("E", field.path, digests[field]?.bytes) }
        let packages = reads.everything ? [""] : reads.packages.sorted().map(\.text)
        for package in packages {
            let known = fields.filter { package.isEmpty || $0.isIn(package) }
            let names = known.flatMap { Array($0.path.utf8) + [Self.lineFeed] }
            append("K", package, [Self.lineFeed] + names)
        }
    }

    private mutating func append(
        _ letter: Character,
        _ name: String,
        _ operand: [UInt8]? = nil,
        _ other: [UInt8]? = nil
    ) {
        letters.append(letter)
        names.append(Array(name.utf8))
        operands.append(operand)
        others.append(other)
    }
}
#endif
