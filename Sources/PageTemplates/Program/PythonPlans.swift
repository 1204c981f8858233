import TemplateSyntax

/// The tables that the instructions of `python:` expressions point into.
struct PythonPlans: Sendable {
    var calls: [PythonCallPlan] = []
    var collections: [PythonCollectionPlan] = []
    var formats: [PythonFormatPlan] = []
    var patterns: [PythonPattern] = []
    var scripts: [ScriptPlan] = []
    var exceptions: [[PythonExceptionKind]] = []
}

/// The variables of a script: while it runs they have registers of its own, and
/// what it has bound becomes global when it ends.
struct ScriptPlan: Sendable {
    let variables: [Variable]

    struct Variable: Sendable {
        let register: Int32

        /// The register of the variable around the script.
        let outer: Int32
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
        case method(String, receiver: Int32)
        case value(Int32)
    }

    enum Argument: Sendable {
        case positional(Int32)
        case keyword(String, Int32)
        case spread(Int32)
    }
}

/// A literal collection: the registers of its elements, of keys and values in
/// turn where it is a dictionary.
struct PythonCollectionPlan: Sendable {
    let kind: PythonKind
    let registers: [Int32]

    /// Whether it is a list that a comprehension gathers its items in.
    var isGathered = false
}

/// How a hole of a formatted string is written.
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
}

/// What the parts of an item are bound to.
enum PythonPattern: Sendable {
    case register(Int32)
    indirect case unpack([PythonPattern])
}
