// SPDX-License-Identifier: Apache-2.0

/// What a store is asked to do.
enum StoreCall {
    case create(operations: Int)
    case load
    case commit(operations: Int)
    /// A commit with a new secret.
    case rotate(operations: Int)
    case revoke
    case list
    case sweep
    /// Which ends are to be told.
    case ends
    /// That ends were told.
    case forget

    /// The call for a commit to a record.
    init(_ commit: SessionCommit) {
        let count = commit.operations.count
        self =
            commit.newSecretHash == nil ? .commit(operations: count) : .rotate(operations: count)
    }

    /// The word for metrics and spans.
    var word: String {
        switch self {
        case .create: "create"
        case .load: "load"
        case .commit: "commit"
        case .rotate: "rotate"
        case .revoke: "revoke"
        case .list: "list"
        case .sweep: "sweep"
        case .ends: "ends"
        case .forget: "forget"
        }
    }

    var operations: Int? {
        switch self {
        case .create(let count), .commit(let count), .rotate(let count): count
        case .load, .revoke, .list, .sweep, .ends, .forget: nil
        }
    }
}

/// What may be told of a store's answer: nothing of whom it is about.
protocol StoreAnswer: Sendable {
    /// One of few words.
    var outcome: String { get }
    /// How many values or records there are in it; nil where it has none by its nature.
    var count: Int? { get }
}

extension SessionReadResult: StoreAnswer {
    var outcome: String { refusal?.rawValue ?? "found" }

    var count: Int? {
        if case .found(let snapshot) = self { snapshot.values.count } else { nil }
    }
}

extension SessionCommitResult: StoreAnswer {
    var outcome: String {
        switch self {
        case .committed: "committed"
        case .conflict: "conflict"
        case .gone: RefusalReason.unknownSession.rawValue
        case .rotated, .wrongSecret: RefusalReason.wrongSecret.rawValue
        case .expired: RefusalReason.expired.rawValue
        }
    }

    var count: Int? { nil }
}

/// What became of a record, or how many records there are.
struct PlainAnswer<Value: Sendable>: StoreAnswer {
    let value: Value
    let outcome: String
    let count: Int?

    init(_ value: Value, _ outcome: String, count: Int? = nil) {
        self.value = value
        self.outcome = outcome
        self.count = count
    }
}
