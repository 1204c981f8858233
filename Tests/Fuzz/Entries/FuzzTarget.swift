// SPDX-License-Identifier: Apache-2.0

/// One reader of what strangers send: a name, which is that of its corpus, and what is done
/// with an input.
///
/// `run` returns for every input. It throws a ``FuzzFinding`` where the reader breaks a promise;
/// a trap, a hang or too much memory is for the fuzzer, and for the test that repeats the corpus,
/// to see.
public struct FuzzTarget: Sendable {
    /// The name.
    public let name: String
    /// What is done with an input.
    public let run: @Sendable ([UInt8]) throws -> Void

    /// All targets.
    public static let all: [FuzzTarget] = everywhere + redis

    private static let everywhere: [FuzzTarget] = [
        FuzzTarget(name: "template", run: TemplateEntry.run),
        FuzzTarget(name: "expression", run: ExpressionEntry.run),
        FuzzTarget(name: "data", run: DataEntry.run),
        FuzzTarget(name: "markup", run: MarkupEntry.run),
        FuzzTarget(name: "request", run: RequestEntry.run),
        FuzzTarget(name: "po", run: CatalogEntry.runPO),
        FuzzTarget(name: "mo", run: CatalogEntry.runMO),
        FuzzTarget(name: "record", run: RecordEntry.run),
    ]

    #if Redis
    private static let redis = [FuzzTarget(name: "redis", run: RedisEntry.run)]
    #else
    private static let redis: [FuzzTarget] = []
    #endif
}

/// A promise that was not kept.
public struct FuzzFinding: Error, CustomStringConvertible {
    /// Which one.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Fails where a promise is not kept.
func require(
    _ holds: Bool,
    _ promise: @autoclosure () -> String
) throws(FuzzFinding) {
    guard holds else { throw FuzzFinding(promise()) }
}

extension ArraySlice<UInt8> {
    /// Takes six bits off the front, of a byte that is best written as one of `@` to DEL, so that
    /// kept inputs are text; 0 at the end.
    mutating func takeChoices() -> UInt8 {
        (popFirst() ?? 0) & 0x3F
    }
}
