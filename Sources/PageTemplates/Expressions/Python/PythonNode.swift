/// A part of a `python:` expression and where it stands in the source.
struct PythonNode: Sendable {
    let kind: Kind
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case constant(TemplateValue)

        /// A variable, or the name of a function.
        case name(String)

        /// A formatted string with its holes.
        case text([PythonTextPiece])
        case list([PythonNode])
        case tuple([PythonNode])
        case set([PythonNode])
        case dictionary([PythonEntry])
        case unary(PythonUnaryOperator, PythonNode)

        /// Operators of one precedence, from the left to the right.
        ///
        /// Like all chains it is flat, so that a long one is not a deep one.
        case binary(PythonNode, [PythonBinaryStep])
        case comparison(PythonNode, [PythonComparisonStep])
        case and([PythonNode])
        case or([PythonNode])
        case not(PythonNode)
        case conditional(condition: PythonNode, then: PythonNode, otherwise: PythonNode)

        /// A value and what is asked of it, from the left to the right.
        case primary(PythonNode, [PythonTrailer])
        case comprehension(PythonComprehension)

        /// The literal argument of `path()`, `string()`, `exists()` or `nocall()`.
        case tales(Expression)
    }
}

/// One operator of a chain and what stands behind it.
struct PythonBinaryStep: Sendable {
    let symbol: PythonBinaryOperator
    let operand: PythonNode
}

/// One comparison of a chain and what stands behind it.
struct PythonComparisonStep: Sendable {
    let symbol: PythonComparison
    let operand: PythonNode
}

/// `key: value`.
struct PythonEntry: Sendable {
    let key: PythonNode
    let value: PythonNode
}

/// What is asked of a value: `.name`, `[key]`, `[from:to:step]` or `(…)`.
struct PythonTrailer: Sendable {
    let kind: Kind
    let range: Range<Int>

    enum Kind: Sendable {
        case attribute(String)
        case item(PythonNode)
        case slice(lower: PythonNode?, upper: PythonNode?, step: PythonNode?)
        case call([PythonArgument])
    }
}

/// An argument of a call.
struct PythonArgument: Sendable {
    let kind: Kind
    let value: PythonNode

    enum Kind: Sendable {
        case positional
        case keyword(String)

        /// `*values`: each value is an argument.
        case spread
    }
}

/// A piece of a formatted string.
enum PythonTextPiece: Sendable {
    case literal(String)
    case hole(PythonNode, PythonHoleFormat)
}

/// What stands behind the expression of a hole, `!r` and `:spec`.
struct PythonHoleFormat: Sendable {
    let usesRepresentation: Bool
    let isText: Bool
    let specification: String
}

/// `element for target in iterable if condition …`, in brackets or bare.
struct PythonComprehension: Sendable {
    let kind: Kind
    let element: PythonNode

    /// The value of an entry; `nil` but for dictionaries.
    let value: PythonNode?
    let clauses: [Clause]

    enum Kind: Sendable, CaseIterable {
        case list
        case set
        case dictionary
        case generator

        /// The kind of the value.
        var pythonKind: PythonKind {
            switch self {
            case .list: .list
            case .set: .set
            case .dictionary: .dict
            case .generator: .generator
            }
        }
    }

    struct Clause: Sendable {
        let target: PythonTarget
        let iterable: PythonNode
        let conditions: [PythonNode]
    }
}

/// What the items of a comprehension are bound to.
struct PythonTarget: Sendable {
    let kind: Kind
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case name(String)
        case unpack([PythonTarget])
    }
}
