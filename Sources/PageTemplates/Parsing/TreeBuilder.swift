/// Builds the tree of a document from its slices.
///
/// Whatever the document looks like, each byte ends up in exactly one place of
/// the tree. What makes no sense is passed on verbatim as long as no statement
/// depends on it.
struct TreeBuilder {
    /// How many elements may be open at once, the limit of libxml2.
    static let maximumDepth = 256

    let source: TemplateSource
    let limits: TemplateLimits
    let scanner: MarkupScanner
    let tags: TagScanner
    let reader: AttributeReader
    var events: EventCursor

    /// Nodes of all levels that wait for their parents.
    var nodes: [MarkupNode] = []
    var open: [OpenElement] = []
    var scope = NamespaceScope()
    var scanned: [ScannedAttribute] = []

    /// Where to look for the next `<`.
    var position = 0

    /// Where the text begins that is not in the tree yet.
    var textStart = 0

    /// Where the open `<title>` or `<textarea>` ends: inside, only tags with
    /// statements are tags.
    var escapableEnd: Int?

    /// How many elements are open below the deepest one of the tree.
    var flattened = 0

    var openSwitches = 0
    var hasStatements = false

    /// The last element with a statement that another start tag ended.
    var impliedEnd: (name: Range<Int>, place: Range<Int>, by: Range<Int>)?

    /// What is wrong with the markup if it turns out to hold statements.
    var problem: TemplateError?

    init(source: TemplateSource, limits: TemplateLimits, events: [MarkupEvents.Event]) {
        self.source = source
        self.limits = limits
        self.events = EventCursor(events)
        scanner = MarkupScanner(bytes: source.bytes, mode: source.mode)
        tags = TagScanner(bytes: source.bytes)
        reader = AttributeReader(source: source)
    }

    /// Reads the whole document.
    mutating func build() throws(TemplateError) -> MarkupTree {
        while let start = scanner.nextMarkup(from: position) {
            try read(at: start)
        }
        let end = source.bytes.count
        addText(upTo: end)
        try closeAll(at: end)
        if hasStatements, let problem { throw problem }
        return MarkupTree(source: source, children: nodes)
    }

    private mutating func read(at start: Int) throws(TemplateError) {
        let construct =
            isInEscapableText(start)
            ? scanner.tagConstruct(at: start) : scanner.construct(at: start)
        switch construct {
        case .text:
            position = start + 1
        case .startTag:
            try readStartTag(at: start)
        case .endTag:
            try readEndTag(at: start)
        case .verbatim(let end):
            addText(upTo: start)
            addConstruct(upTo: end)
        case .unterminated(let kind):
            addRest(from: start, "the \(kind) has no end")
        }
    }

    private func isInEscapableText(_ offset: Int) -> Bool {
        escapableEnd.map { offset < $0 } ?? false
    }

    // MARK: - Slices

    /// Adds the text up to `end`, if there is any.
    mutating func addText(upTo end: Int) {
        if textStart < end {
            nodes.append(.text(textStart..<end))
        }
        textStart = end
        position = end
    }

    /// Adds a comment, doctype or the like up to `end`.
    private mutating func addConstruct(upTo end: Int) {
        guard scanner.hasPrefix("<!--!", at: textStart) else {
            addVerbatim(upTo: end)
            return
        }
        nodes.append(.dropped(textStart..<end))
        textStart = end
        position = end
    }

    /// Adds everything up to `end` as it stands.
    mutating func addVerbatim(upTo end: Int) {
        if textStart < end {
            nodes.append(.verbatim(textStart..<end))
        }
        textStart = end
        position = end
    }

    /// Adds the rest of the document as it stands, because of a construct that
    /// does not end.
    mutating func addRest(from start: Int, _ message: String) {
        let end = source.bytes.count
        note(.malformedMarkup, message, at: start..<min(end, start + 1))
        hasStatements = hasStatements || mentionsStatement(start..<end)
        addText(upTo: start)
        addVerbatim(upTo: end)
    }

    /// Remembers the first problem.
    mutating func note(_ code: TemplateError.Code, _ message: String, at range: Range<Int>) {
        guard problem == nil else { return }
        problem = TemplateError(code, message, in: source, at: range)
    }

    /// Whether bytes that are not parsed look like a statement.
    func mentionsStatement(_ range: Range<Int>) -> Bool {
        let signs: [StaticString] = ["tal:", "tal-", "i18n:", "i18n-", "${"]
        return range.contains { index in
            signs.contains { scanner.hasPrefix($0, at: index) }
        }
    }

    // MARK: - The open elements

    /// Ends the innermost open element.
    mutating func close(_ closing: MarkupElement.Closing) {
        guard let element = open.popLast() else { return }
        let children = Array(nodes[element.firstNode...])
        nodes.removeLast(children.count)
        nodes.append(.element(element.element(closing, children: children)))
        scope.leave(element.scopeMark)
        if element.statements?.value.switchOn != nil {
            openSwitches -= 1
        }
        if element.needsBothTags {
            needBothTagsAround()
        }
    }

    /// Tells the innermost open element that it encloses a statement.
    mutating func needBothTagsAround() {
        if let parent = open.indices.last {
            open[parent].needsBothTags = true
        }
    }
}
