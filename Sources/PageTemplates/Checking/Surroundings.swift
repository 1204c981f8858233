import TemplateSyntax

/// What the elements of the source around a place say about it.
struct Surroundings {
    /// The innermost element with statements, which `attrs` is about.
    var element: ElementSyntax?

    /// The innermost element that is written.
    var written: ElementSyntax?

    /// How many macros the place is defined in.
    var macroDepth = 0

    /// Whether it is the original content of a macro's use, where slot fillers are
    /// ordinary elements.
    var isInOriginalOfUse = false

    /// The switch around it, in the same part.
    var choice: SwitchID?

    /// Whether any switch is around it in the source.
    var isInSwitch = false

    /// The scope of its messages, which depends on nothing but the source: the domain of a
    /// macro is that of the place where it is written.
    var message = MessageScope()

    /// What the nearest element around that I18N knows makes of its content.
    var translation = Translation.page

    /// Whether it belongs to a message, and not to a part of one.
    var isInMessage = false

    enum Translation {
        case page
        case message
        case name
    }
}

/// An element while its statements are looked at.
struct ElementWork {
    let element: ElementSyntax
    let statements: Statements

    /// The line end and indentation before a repeated element: they belong to
    /// each round of the loop, so that an empty loop leaves no blank line.
    var indentation: [UInt8] = []

    /// Whether the element gets content even where the source has none.
    var hasContent: Bool {
        statements.content != nil || statements.translation?.translate?.text.isEmpty == false
    }
}

/// The nodes of a level while they are collected; neighbouring literals become one.
struct NodeList {
    private var nodes: [PageNode] = []
    private var literal: [UInt8] = []

    /// Adds bytes.
    mutating func write(_ bytes: some Sequence<UInt8>) {
        literal.append(contentsOf: bytes)
    }

    mutating func append(_ node: PageNode) {
        flush()
        nodes.append(node)
    }

    /// Takes back the line end and the indentation that the list ends with.
    mutating func takeIndentation() -> [UInt8] {
        let text = literal.lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text, literal[text] == Byte.newline else { return [] }
        let hasReturn = text > 0 && literal[text - 1] == Byte.carriageReturn
        let start = hasReturn ? text - 1 : text
        defer { literal.removeSubrange(start...) }
        return Array(literal[start...])
    }

    /// The nodes, now that all are there.
    var finished: [PageNode] {
        literal.isEmpty ? nodes : nodes + [.literal(literal)]
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        nodes.append(.literal(literal))
        literal.removeAll(keepingCapacity: true)
    }
}
