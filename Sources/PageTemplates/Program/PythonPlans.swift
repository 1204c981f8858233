// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The tables that the instructions of `python:` expressions point into.
struct PythonPlans: Sendable {
    var calls = PlanTable<PythonCallPlan>()
    var lambdas = PlanTable<PythonLambdaPlan>()
    var collections = PlanTable<PythonCollectionPlan>()
    var formats = PlanTable<PythonFormatPlan>()
    var patterns = PlanTable<PythonPattern>()
    var scripts = PlanTable<ScriptPlan>()
    var exceptions = PlanTable<[PythonExceptionKind]>()
}

/// The variables of a script: while it runs they have registers of its own, and
/// what it has bound becomes global when it ends.
struct ScriptPlan: Sendable {
    let variables: [Variable]

    struct Variable: Sendable {
        let register: Register

        /// The register of the variable around the script.
        let outer: Register
        let global: GlobalPlan
    }
}

/// What is called, and with what.
struct PythonCallPlan: Sendable {
    let target: Target
    var arguments: [Argument] = []

    enum Target: Sendable {
        case function(PythonFunction)

        /// A method of a register's value, or a member that can be called.
        case method(String, receiver: Register)
        case value(Register)
    }

    enum Argument: Sendable {
        case positional(Register)
        case keyword(String, Register)
        case spread(Register)
        case mapping(Register)
    }
}

/// A function that an expression makes.
struct PythonLambdaPlan: Sendable {
    /// The procedure of its body, whose first registers are the parameters and then what
    /// is kept.
    let procedure: Int
    let parameters: [Parameter]

    /// The registers of what it keeps of its place.
    let kept: [Register]

    struct Parameter: Sendable {
        let name: String

        /// What it is where a call leaves it out.
        let fallback: Register?
    }
}

/// A literal collection: its elements, keys and values in turn where it is a
/// dictionary.
struct PythonCollectionPlan: Sendable {
    let kind: PythonKind
    let parts: [Part]

    enum Part: Sendable {
        case value(Register)

        /// All items of a value.
        case items(Register)

        /// All entries of a mapping.
        case entries(Register)
    }

    /// Whether it is a list that a comprehension gathers its items in.
    var isGathered = false
}

/// How a hole of a formatted string, or a field, is written.
struct PythonFormatPlan: Sendable {
    let usesRepresentation: Bool
    let isText: Bool

    /// `nil` where the value's own text is wanted.
    let specification: Specification?

    enum Specification: Sendable {
        case valid(PythonFormatSpecification)

        /// Not a specification, which Python finds out when it is used.
        case invalid(String)
    }

    init(usesRepresentation: Bool, isText: Bool, _ specification: String) {
        self.usesRepresentation = usesRepresentation
        self.isText = isText
        self.specification =
            specification.isEmpty
            ? nil
            : PythonFormatSpecification(specification).map { .valid($0) }
                ?? .invalid(specification)
    }
}

/// What the parts of an item are bound to.
enum PythonPattern: Sendable {
    case register(Register)
    indirect case unpack([PythonPattern])
}
