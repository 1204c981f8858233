extension TemplateCompiler {
    /// Compiles the pieces of one level, which is closed where a tag of the source
    /// follows it in any case.
    mutating func nodes(
        _ nodes: [MarkupNode],
        isClosed: Bool = false
    ) throws(TemplateError) {
        for (index, node) in nodes.enumerated() {
            switch node {
            case .text(let range):
                let next = index + 1 < nodes.count ? nodes[index + 1] : nil
                try text(range, isClosed: next?.beginsWithTag ?? isClosed)
            case .verbatim(let range): builder.write(tree.source.bytes[range])
            case .dropped: continue
            case .element(let child): try element(child)
            }
        }
    }

    /// Compiles text; a `<` that something else than a tag of the source follows is
    /// escaped, for what follows could make a tag of it.
    private mutating func text(_ range: Range<Int>, isClosed: Bool) throws(TemplateError) {
        guard interpolates else {
            write(tree.source.bytes[range], isClosed: isClosed)
            return
        }
        let pieces = try interpolation(range)
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let bytes):
                write(bytes[...], isClosed: isClosed && index == pieces.count - 1)
            case .hole(let expression):
                try textHole(expression)
            }
        }
    }

    private mutating func write(_ text: ArraySlice<UInt8>, isClosed: Bool) {
        guard !isClosed, let less = text.openTag else {
            builder.write(text)
            return
        }
        builder.write(text[..<less])
        builder.write("&lt;".utf8)
        builder.write(text[(less + 1)...])
    }

    /// Compiles a hole in text or in an attribute: what is missing is nothing,
    /// and so is `default`, for there is nothing to fall back to.
    mutating func hole(
        _ expression: Expression,
        escaping: Escaping
    ) throws(TemplateError) {
        let end = builder.label()
        let needsEnd = try insert(expression, escaping: escaping, onDefault: end)
        if needsEnd { builder.bind(end) }
    }

    private mutating func element(_ element: MarkupElement) throws(TemplateError) {
        let levels = element.statements == nil ? Self.plainDepth : Self.elementDepth
        try descend(by: levels, at: element.startTag)
        defer { depth -= levels }
        guard let statements = element.statements else {
            try plainElement(element)
            return
        }
        statementElements.append(element)
        let outer = interpolates
        interpolates = statements.interpolates ?? outer
        defer {
            statementElements.removeLast()
            interpolates = outer
        }
        builder.place = element.startTag
        let ownsLine = statements.repetition != nil && isFirstOnLine(element)
        let work = ElementWork(
            element: element,
            statements: statements,
            indentation: ownsLine ? builder.takeIndentation() : []
        )
        try stage(0, work)
    }

    /// Whether nothing stands before an element on its line, not even a tag that
    /// the page leaves out.
    private func isFirstOnLine(_ element: MarkupElement) -> Bool {
        let before = tree.source.bytes[..<element.startTag.lowerBound]
        return before.last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
            == UInt8(ascii: "\n")
    }

    /// What an element without statements counts for in the depth of the
    /// compiler's own recursion.
    private static let plainDepth = 3

    /// What an element with statements counts for, its statements aside.
    private static let elementDepth = 5

    /// How deep the compiler's recursion may get, counted in statements.
    ///
    /// The stacks of small threads, of 512 KiB, hold this much even without
    /// optimization; elements can be nested 256 deep, but not with statements on
    /// each.
    private static let deepest = 1_000

    /// Goes deeper, if that is not too deep.
    mutating func descend(by levels: Int, at place: Range<Int>) throws(TemplateError) {
        depth += levels
        let isShallow = depth <= Self.elementDepth * StackSpace.commonDepth
        guard isShallow || depth <= Self.deepest && !StackSpace.isScarce else {
            throw TemplateError(
                .nestingTooDeep,
                "elements with statements are nested too deep",
                in: tree.source,
                at: place
            )
        }
    }

    /// An element without statements of its own.
    private mutating func plainElement(_ element: MarkupElement) throws(TemplateError) {
        guard element.namespace == nil else {
            try nodes(element.children)
            return
        }
        try startTag(element, hasContent: false)
        try nodes(element.children, isClosed: true)
        endTag(element, hasContent: false)
    }

    /// Compiles nodes that are never rendered, for the errors in them and for
    /// the macros that they define.
    ///
    /// The instructions go to a builder of their own: taking them out of the
    /// program again would copy all of it.
    mutating func check(_ unused: [MarkupNode]) throws(TemplateError) {
        let needsCheck = unused.contains { node in
            switch node {
            case .text, .element: true
            case .verbatim, .dropped: false
            }
        }
        guard needsCheck else { return }
        guard TemplateSurvey(of: unused).usesMacros else {
            var trial = self
            trial.builder = ProgramBuilder()
            trial.tables = Tables()
            try trial.nodes(unused)
            return
        }
        let skip = builder.label()
        builder.jump(to: skip)
        try nodes(unused)
        builder.bind(skip)
    }
}

extension MarkupNode {
    /// Whether the page has a tag or other markup in its place, whatever the data.
    fileprivate var beginsWithTag: Bool {
        switch self {
        case .text, .dropped: false
        case .verbatim: true
        case .element(let element): element.statements == nil && element.namespace == nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// The `<` of `<`, `</` or `</name` at the end, which more text could make a
    /// tag of.
    fileprivate var openTag: Int? {
        guard let other = lastIndex(where: { !$0.isLetter }) else { return nil }
        if self[other] == Byte.less { return other == endIndex - 1 ? other : nil }
        guard self[other] == Byte.slash, other > startIndex, self[other - 1] == Byte.less else {
            return nil
        }
        return other - 1
    }
}

/// An element while its statements are compiled.
struct ElementWork {
    let element: MarkupElement
    let statements: Statements

    /// The line end and indentation before a repeated element: they belong to
    /// each round of the loop, so that an empty loop leaves no blank line.
    let indentation: [UInt8]
}
