// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// Operations as the script takes them: a letter, the field, and what it needs.
enum RedisOperations {
    static func arguments(_ operations: [SessionOperation]) -> [[UInt8]] {
        operations.flatMap(arguments)
    }

    private static func arguments(_ operation: SessionOperation) -> [[UInt8]] {
        switch operation {
        case .set(let field, let value):
            call("S", field.path, value.storedBytes)
        case .delete(let field):
            call("D", field.path)
        case .clear(let package):
            call("X", package)
        case .add(let field, let amount):
            call("A", field.path, SessionValue.integer(amount).storedBytes)
        case .max(let field, let other):
            call("M", field.path, SessionValue.integer(other).storedBytes)
        case .union(let field, let value):
            call("U", field.path, value.storedBytes)
        case .append(let field, let value, let cap):
            call("P", field.path, value.storedBytes, Array(String(max(cap, 0)).utf8))
        case .compareAndSet(let field, let expected, let new):
            call("C", field.path, wanted(expected), marked(new))
        case .expect(let reads, let digests):
            expectations(reads, digests)
        }
    }

    /// Each field by itself, and for each package which names may be in it; an empty one
    /// stands for all packages.
    private static func expectations(
        _ reads: SessionReads,
        _ digests: [SessionField: SessionDigest]
    ) -> [[UInt8]] {
        let fields = reads.fields.union(digests.keys).sorted()
        let values = fields.flatMap { call("E", $0.path, wanted(digests[$0])) }
        let packages = reads.everything ? [""] : reads.packages.sorted().map(\.text)
        return packages.reduce(into: values) { arguments, package in
            let known = fields.filter { package.isEmpty || $0.isIn(package) }
            arguments += call("K", package, Array(known.map(\.path).joined(separator: "\n").utf8))
        }
    }

    private static func call(_ letter: String, _ name: String, _ rest: [UInt8]...) -> [[UInt8]] {
        [Array(letter.utf8), Array(name.utf8)] + rest
    }

    /// A value after a mark; nothing at all for none.
    private static func marked(_ value: SessionValue?) -> [UInt8] {
        value.map { [UInt8(ascii: "=")] + $0.storedBytes } ?? []
    }

    /// What a compare-and-set must find.
    ///
    /// No value begins like one that is not known here.
    private static func wanted(_ digest: SessionDigest?) -> [UInt8] {
        guard let digest else { return [] }
        return digest.value.map { marked($0) } ?? [UInt8(ascii: "?")]
    }
}
#endif
