/// The statements of a `server-python` script.
struct PythonScript: Sendable {
    let statements: [PythonStatement]

    /// The names that the script binds or deletes, in order.
    let names: [String]
}

/// One statement and where it stands in the source.
struct PythonStatement: Sendable {
    let kind: Kind
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case expression(PythonNode)

        /// `a = b = value`.
        case assignment([PythonPlace], PythonNode)

        /// `a += value`.
        case augmented(PythonPlace, PythonBinaryOperator, PythonNode)
        case delete([PythonPlace])
        case pass
        case exit(PythonLoopExit)

        /// `raise value`, or `raise` alone.
        case raise(PythonNode?)

        /// The branches in order; `else` is one without a condition.
        case branches([PythonBranch])
        case whileLoop(PythonNode, PythonLoopBodies)
        case forLoop(PythonTarget, PythonNode, PythonLoopBodies)
        case attempt(PythonAttempt)
    }
}

/// The ways out of a loop.
enum PythonLoopExit: Sendable {
    case breaking
    case continuing
}

/// What an assignment changes.
struct PythonPlace: Sendable {
    let kind: Kind
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case name(String)
        case item(PythonNode, key: PythonNode)
        case slice(PythonNode, bounds: [PythonNode?])
        case unpack([PythonPlace])
    }
}

/// `if condition:` and what follows.
struct PythonBranch: Sendable {
    let condition: PythonNode?
    let body: [PythonStatement]
}

/// The body of a loop, and what follows where nothing breaks out of it.
struct PythonLoopBodies: Sendable {
    let body: [PythonStatement]
    let otherwise: [PythonStatement]
}

/// `try` with all that belongs to it.
struct PythonAttempt: Sendable {
    let body: [PythonStatement]
    let clauses: [Clause]
    let otherwise: [PythonStatement]

    /// What follows in any case; `nil` without `finally`.
    let last: [PythonStatement]?

    /// `except KIND as NAME`.
    struct Clause: Sendable {
        /// What is caught; `nil` for everything.
        let kinds: [PythonExceptionKind]?
        let name: String?
        let body: [PythonStatement]
        let range: Range<Int>
    }
}

/// Names in the order of their coming.
struct PythonNames: Sendable {
    private(set) var all: [String] = []
    private var known: Set<String> = []

    mutating func insert(_ name: String) {
        if known.insert(name).inserted { all.append(name) }
    }
}
