// SPDX-License-Identifier: Apache-2.0

/// The statements of a `server-python` script.
package struct PythonScript: Sendable {
    package let statements: [PythonStatement]

    /// The names that the script binds or deletes, in order.
    package let names: [String]
}

/// One statement and where it stands in the source.
package struct PythonStatement: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package indirect enum Kind: Sendable {
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
package enum PythonLoopExit: Sendable {
    case breaking
    case continuing
}

/// What an assignment changes.
package struct PythonPlace: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    package indirect enum Kind: Sendable {
        case name(String)
        case item(PythonNode, key: PythonNode)
        case slice(PythonNode, bounds: [PythonNode?])
        case unpack([PythonPlace])
    }
}

/// `if condition:` and what follows.
package struct PythonBranch: Sendable {
    package let condition: PythonNode?
    package let body: [PythonStatement]
}

/// The body of a loop, and what follows where nothing breaks out of it.
package struct PythonLoopBodies: Sendable {
    package let body: [PythonStatement]
    package let otherwise: [PythonStatement]
}

/// `try` with all that belongs to it.
package struct PythonAttempt: Sendable {
    package let body: [PythonStatement]
    package let clauses: [Clause]
    package let otherwise: [PythonStatement]

    /// What follows in any case; `nil` without `finally`.
    package let last: [PythonStatement]?

    /// `except KIND as NAME`.
    package struct Clause: Sendable {
        /// What is caught; `nil` for everything.
        package let kinds: [PythonExceptionKind]?
        package let name: String?
        package let body: [PythonStatement]
        package let range: Range<Int>
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
