// SPDX-License-Identifier: Apache-2.0

/// A parsed expression and where it stands.
package struct ExpressionSyntax: Sendable {
    package let kind: Kind

    /// The source range that errors of its value point at, prefixes left out.
    package let range: Range<Int>

    /// Where all of it stands.
    package var whole: Range<Int>

    package init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
        whole = range
    }

    package indirect enum Kind: Sendable {
        /// Alternatives, tried in order until one is there.
        case path([ExpressionSyntax])

        /// One alternative of a path.
        case walk(PathSyntax)

        /// A variable as it is, which nobody calls.
        case variable(NamedSyntax)

        /// `string:` and its holes.
        case string([StringPieceSyntax])

        /// An expression of a type that stands before another expression.
        case prefixed(PrefixSyntax, ExpressionSyntax)

        /// `load:` and the name of a template, relative to this one.
        case load(NamedSyntax)
        case python(PythonNode)

        /// A prefix that only the application may know, and what stands behind
        /// it, so many levels deep in other expressions.
        case application(NamedSyntax, SourceText, depth: Int)

        /// What could not be read; a diagnostic says why.
        case broken
    }
}

/// The prefix of an expression type of the language, and where it stands.
package struct PrefixSyntax: Sendable {
    package let kind: Kind

    /// The prefix without its colon.
    package let range: Range<Int>

    package enum Kind: String, Sendable {
        case not
        case exists
        case nocall
        case structure

        /// What a definition keeps unevaluated until each use.
        case `defer`

        /// The same, until the first use.
        case lazy
    }
}

/// A variable and the steps from it.
package struct PathSyntax: Sendable {
    package let root: NamedSyntax
    package let steps: [StepSyntax]

    package init(root: NamedSyntax, steps: [StepSyntax]) {
        self.root = root
        self.steps = steps
    }
}

/// One step of a path.
package struct StepSyntax: Sendable {
    package let kind: Kind
    package let range: Range<Int>

    package enum Kind: Sendable {
        /// A key, an index or a member's name.
        case key(String)

        /// `?name`: the key or keys that a variable holds.
        case variable(NamedSyntax)

        /// A key with values in it, which stand behind a `%` of Python.
        case computed(ExpressionSyntax)

        /// `prefix:argument` of a path namespace.
        case namespace(NamedSyntax, NamespaceArgumentSyntax)

        /// What could not be read; a diagnostic says why.
        case missing
    }

    /// What stands for a value in the literal of `path('a/%s' % b)`.
    static let placeholder = "%s"

    /// The key of a step that is not computed.
    package var literalKey: String? {
        guard case .key(let key) = kind else { return nil }
        return key
    }
}

/// What stands behind the colon of a path namespace.
package enum NamespaceArgumentSyntax: Sendable {
    case literal(NamedSyntax)

    /// `prefix:?name`: the text that a variable holds.
    case variable(NamedSyntax)
}

/// A piece of a text with holes.
package enum StringPieceSyntax: Sendable {
    /// Text as it is meant, and where it stands.
    case literal([UInt8], Range<Int>)

    /// `$name` or `${…}`, and where it stands with its dollar sign.
    case hole(ExpressionSyntax, Range<Int>)
}
