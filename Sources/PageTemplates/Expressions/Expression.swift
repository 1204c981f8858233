/// A parsed expression and where it stands.
struct Expression: Sendable {
    let kind: Kind

    /// The source range that errors point at.
    let range: Range<Int>

    indirect enum Kind: Sendable {
        /// Alternatives, tried in order until one is there.
        case path([Expression])

        /// One alternative of a path.
        case walk(PathWalk)

        /// `string:` and its holes.
        case string([StringPiece])
        case not(Expression)
        case exists(Expression)

        /// A path whose last object is not called.
        case nocall(Expression)

        /// Another template, by its name from the root.
        case load(String)

        /// Text that is inserted as markup.
        case structure(Expression)

        /// What a definition keeps unevaluated: until each use, or until the
        /// first one where it is lazy.
        case deferred(Expression, isLazy: Bool)
        case python(PythonNode)

        /// An expression whose type belongs to the application.
        case application(ApplicationExpression)
    }
}

/// A variable and the steps from it.
struct PathWalk: Sendable {
    let root: String
    let rootRange: Range<Int>
    let steps: [PathStep]
}

/// One step of a path.
struct PathStep: Sendable {
    let kind: Kind
    let range: Range<Int>

    enum Kind: Sendable {
        /// A key, an index or a member's name.
        case key(String)

        /// `?name`: the key or keys that a variable holds.
        case variable(String)

        /// `prefix:argument` of a path namespace.
        case namespace(String, argument: NamespaceArgument)
    }
}

/// What stands behind the colon of a path namespace.
enum NamespaceArgument: Sendable {
    case literal(String)

    /// `prefix:?name`: the text that a variable holds.
    case variable(String)
}

/// A piece of a text with holes.
enum StringPiece: Sendable {
    case literal([UInt8])
    case hole(Expression)
}
