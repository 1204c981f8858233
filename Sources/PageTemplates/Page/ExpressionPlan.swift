// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// An expression with its names resolved.
struct ExpressionPlan: Sendable {
    let kind: Kind

    /// The source range that errors point at.
    let range: Range<Int>

    /// Whether the value can be `default`.
    let mayBeDefault: Bool

    init(_ kind: Kind, _ range: Range<Int>, mayBeDefault: Bool = false) {
        self.kind = kind
        self.range = range
        self.mayBeDefault = mayBeDefault
    }

    indirect enum Kind: Sendable {
        case constant(TemplateValue)

        /// The first that is there.
        case first([ExpressionPlan])
        case path(PathPlan)

        /// `string:`.
        case text([TextPart])

        /// The same for one place: what the author wrote there passes as it is.
        case placed([TextPart])
        case not(ExpressionPlan)
        case exists(ExpressionPlan)

        /// A value as markup.
        case trusted(ExpressionPlan)

        /// Another template.
        case template(String)

        /// A message of a value, or of a text of the source.
        case message(MessageText, ExpressionPlan?)
        case python(PythonPlan)

        /// An expression whose type belongs to the application, and the expressions in its
        /// text.
        case application(String, any TemplateExpression, [ExpressionPlan])

        /// What could not be read; there is no program then.
        case broken
    }

    /// A piece of a text with holes.
    enum TextPart: Sendable {
        case literal([UInt8])
        case value(ExpressionPlan)

        /// A value that is filtered by what it is there.
        case filtered(ExpressionPlan, PlaceFilter)

        var value: ExpressionPlan? {
            switch self {
            case .literal: nil
            case .value(let plan), .filtered(let plan, _): plan
            }
        }
    }
}

/// A variable, or what is always there, and the steps from it.
struct PathPlan: Sendable {
    let root: Root
    let rootRange: Range<Int>
    let steps: [Step]

    /// Whether a result that can be called is called.
    let isCalled: Bool

    enum Root: Sendable {
        case variable(VariableID)

        /// A variable that the render brings along, which need not be there.
        case input(VariableID)
        case nothing
        case `default`

        /// What never exists.
        case undefined
        case constant(TemplateValue)
        case loopProperty(LoopID, LoopProperty)
        case loopBoundary(LoopID, LoopBoundary)

        /// All loops in sight, as a mapping.
        case loops
        case template(String)
    }

    /// One step of a path.
    struct Step: Sendable {
        let kind: Kind
        let range: Range<Int>

        enum Kind: Sendable {
            case member(String)
            case computed(ExpressionPlan)
            case namespace(String, any PathNamespace, Name)
        }

        /// The name behind the colon of a namespace.
        enum Name: Sendable {
            case literal(String)
            case computed(ExpressionPlan)
        }
    }
}

/// A `python:` expression and what its names mean.
struct PythonPlan: Sendable {
    let node: PythonNode
    let names: PythonNameTable
}

/// What the names in a `python:` expression or a script mean, those aside that it binds
/// itself.
struct PythonNameTable: Sendable {
    var names: [String: PythonName] = [:]

    /// The loops in sight by the names of their variables.
    var loops: [String: LoopID] = [:]

    /// The expressions of other types in it, by the places of their nodes.
    var inner: [Range<Int>: ExpressionPlan] = [:]
}

/// What a name of Python means.
enum PythonName: Sendable {
    /// A variable that is there.
    case variable(VariableID, mayBeDefault: Bool)

    /// A variable that may be a deferred expression.
    case deferred(VariableID)

    /// A variable that may not be there: then it is the function of its name.
    case open(VariableID, mayBeDefault: Bool)

    /// The same, which no definition of the template binds: a call may be one of the
    /// function.
    case free(VariableID, mayBeDefault: Bool, isFunction: Bool)

    /// What is always there.
    case builtin(PathPlan.Root)
}
