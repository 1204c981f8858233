// SPDX-License-Identifier: Apache-2.0

/// A part of a `python:` expression and where it stands in the source.
package struct PythonNode: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    package indirect enum Kind: Sendable {
        case constant(PythonConstant)

        /// A variable, or the name of a function.
        case name(String)

        /// A formatted string with its holes.
        case text([PythonTextPiece])

        /// Collections; an element may be starred.
        case list([PythonNode])
        case tuple([PythonNode])
        case set([PythonNode])
        case dictionary([PythonEntry])

        /// `*values` among the elements of a collection: each value is an element.
        case starred(PythonNode)
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
        case lambda(PythonLambda)

        /// The literal argument of `path()`, `string()`, `exists()` or `nocall()`.
        case tales(ExpressionSyntax)
    }
}

/// A literal.
package enum PythonConstant: Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    case double(Double)
    case string(String)
}

/// One operator of a chain and what stands behind it.
package struct PythonBinaryStep: Sendable {
    package let symbol: PythonBinaryOperator
    package let operand: PythonNode
}

/// One comparison of a chain and what stands behind it.
package struct PythonComparisonStep: Sendable {
    package let symbol: PythonComparison
    package let operand: PythonNode
}

/// `key: value`, or `**value`, whose entries it stands for.
package struct PythonEntry: Sendable {
    /// `nil` where it stands for those of the value.
    package let key: PythonNode?
    package let value: PythonNode

    package var nodes: [PythonNode] { [key, value].compactMap(\.self) }
}

/// What is asked of a value: `.name`, `[key]`, `[from:to:step]` or `(…)`.
package struct PythonTrailer: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package enum Kind: Sendable {
        case attribute(String)
        case item(PythonNode)
        case slice(lower: PythonNode?, upper: PythonNode?, step: PythonNode?)
        case call([PythonArgument])
    }
}

/// An argument of a call.
package struct PythonArgument: Sendable {
    package let kind: Kind
    package let value: PythonNode

    package enum Kind: Sendable {
        case positional
        case keyword(String)

        /// `*values`: each value is an argument.
        case spread

        /// `**values`: each entry of a mapping is an argument with a name.
        case mapping
    }
}

/// A piece of a formatted string.
package enum PythonTextPiece: Sendable {
    case literal(String)
    case hole(PythonNode, PythonHoleFormat)
}

/// What stands behind the expression of a hole, `!r` and `:spec`.
package struct PythonHoleFormat: Sendable {
    package let usesRepresentation: Bool
    package let isText: Bool
    package let specification: String
}

/// `element for target in iterable if condition …`, in brackets or bare.
package struct PythonComprehension: Sendable {
    package let kind: Kind
    package let element: PythonNode

    /// The value of an entry; `nil` but for dictionaries.
    package let value: PythonNode?
    package let clauses: [Clause]

    package enum Kind: Sendable, CaseIterable {
        case list
        case set
        case dictionary
        case generator
    }

    package struct Clause: Sendable {
        package let target: PythonTarget
        package let iterable: PythonNode
        package let conditions: [PythonNode]
    }
}

/// `lambda a, b=1: body`.
package struct PythonLambda: Sendable {
    package let parameters: [Parameter]
    package let body: PythonNode

    package struct Parameter: Sendable {
        package let name: String
        package let range: Range<Int>

        /// What it is where a call leaves it out.
        package let fallback: PythonNode?
    }
}

/// What the items of a comprehension are bound to.
package struct PythonTarget: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package indirect enum Kind: Sendable {
        case name(String)
        case unpack([PythonTarget])
    }
}
