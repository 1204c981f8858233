// SPDX-License-Identifier: Apache-2.0

/// Builds the tree of a document from its slices.
///
/// Whatever the document looks like, each byte ends up in exactly one place of
/// the tree. What makes no sense is passed on as it stands as long as no statement
/// depends on it, and noted otherwise.
struct TreeBuilder {
    /// How many elements may be open at once, the limit of libxml2.
    static let maximumDepth = 256

    let source: MarkupSource
    let options: SyntaxOptions
    let scanner: MarkupScanner
    let tags: TagScanner
    let reader: AttributeReader

    /// The tags that libxml2 reports.
    var stream: TagStream

    /// Reads the expressions, and keeps what is wrong with them and with the markup.
    var expressions: ExpressionReader

    /// Nodes of all levels that wait for their parents.
    var nodes: [SyntaxNode] = []
    var open: [OpenElement] = []
    var scope = NamespaceScope()
    var scanned: [ScannedAttribute] = []
    var elementCount: Int32 = 0

    /// Where to look for the next `<`.
    var position = 0

    /// Where the text begins that is not in the tree yet.
    var textStart = 0

    /// Where the open `<title>` or `<textarea>` ends: inside, only tags with
    /// statements are tags.
    var escapableEnd: Int?

    /// Whether a library that runs in the browser has said that `{{ }}` is its own.
    var isTemplateOfScripts = false

    /// The next colon or hyphen in it, as far as it is known.
    var nextSign = 0

    /// The next `>` in it, as far as it is known.
    var nextClosing = 0

    /// How many elements are open below the deepest one of the tree.
    var flattened = 0

    var hasStatements = false

    /// What is known of the whole source so far.
    private(set) var globals: Set<String> = []
    private(set) var usesMacros = false

    /// The last element with a statement that another start tag ended.
    var impliedEnd: OpenElement.ImpliedEnd?

    /// The elements that were ended for want of an end tag, which may still come.
    var missingEnds = MissingEnds()

    /// The elements that have the end tags that they could leave out, once that matters.
    var writtenEnds: WrittenEnds?

    /// What is wrong with the markup if it turns out to hold statements.
    private(set) var problems: [Diagnostic] = []

    /// The first error that statements do not have to make one, and how far the
    /// document was read then.
    private(set) var firstError: (diagnostic: Diagnostic, readTo: Int)?

    init(_ source: MarkupSource, _ options: SyntaxOptions, _ stream: TagStream) {
        self.source = source
        self.options = options
        self.stream = stream
        expressions = ExpressionReader(options)
        scanner = MarkupScanner(bytes: source.bytes, mode: source.mode)
        tags = TagScanner(bytes: source.bytes)
        reader = AttributeReader(source: source)
    }

    /// Reads the whole document.
    mutating func build() -> SyntaxTree {
        while let start = scanner.nextMarkup(from: position) {
            read(at: start)
        }
        let end = source.bytes.count
        addText(upTo: end)
        closeAll(at: end)
        if hasStatements { expressions.diagnostics += problems }
        return SyntaxTree(self)
    }

    private mutating func read(at start: Int) {
        switch construct(at: start) {
        case .text:
            if source.mode == .text { checkPlainTag(at: start) }
            position = start + 1
        case .startTag where isOperator(at: start):
            position = start + 1
        case .startTag:
            readStartTag(at: start)
        case .endTag:
            readEndTag(at: start)
        case .verbatim(let end):
            addText(upTo: start)
            addConstruct(upTo: end)
        case .unterminated(let kind):
            addRest(from: start, "the \(kind) has no end")
        }
    }

    private func construct(at start: Int) -> MarkupScanner.Construct {
        if source.mode == .text { return plainConstruct(at: start) }
        return isInEscapableText(start)
            ? scanner.tagConstruct(at: start)
            : scanner.construct(at: start, isForeign: isInForeign)
    }

    /// How much text before a `<` is looked at for the hole that it may stand in.
    private static let longestHoleStart = 256

    /// And how much behind it, for the end of the hole.
    private static let longestHoleEnd = 1_024

    /// What a hole of Python begins with.
    private var pythonHole: StaticString { options.defaultsToPython ? "${" : "${python:" }

    /// Whether a `<` is one of `${python: a<b}` and no tag: the hole ends on its line.
    private func isOperator(at start: Int) -> Bool {
        guard interpolates, source.mode == .html else { return false }
        let first = max(textStart, start - Self.longestHoleStart)
        guard let dollar = source.bytes[first..<start].lastIndex(of: UInt8(ascii: "$")),
            scanner.hasPrefix(pythonHole, at: dollar)
        else { return false }
        let farthest = min(source.bytes.count, start + Self.longestHoleEnd)
        let lineEnd = source.bytes[start..<farthest].firstIndex(of: Byte.newline) ?? farthest
        guard
            let end = PythonScanner.closingBrace(
                from: dollar + pythonHole.utf8CodeUnitCount,
                in: source.bytes[..<lineEnd]
            )
        else { return false }
        return end > start && scanner.firstIndex(of: "</", in: start..<end) == nil
    }

    /// Whether the innermost element is one of SVG or MathML, be there HTML in it or not.
    private var isInForeign: Bool {
        open.last { $0.namespace == nil }?.vocabulary == .foreign
    }

    private func isInEscapableText(_ offset: Int) -> Bool {
        escapableEnd.map { offset < $0 } ?? false
    }

    // MARK: - Slices

    /// Whether `${…}` is a hole at the current place.
    var interpolates: Bool { open.last?.interpolates ?? options.interpolatesText }

    /// Adds the text up to `end`, if there is any.
    mutating func addText(upTo end: Int) {
        if textStart < end {
            let range = textStart..<end
            let pieces =
                interpolates ? expressions.pieces(of: range, in: source, isValue: false) : nil
            hasStatements = hasStatements || pieces != nil
            if interpolates {
                checkHabits(in: range, pieces)
                checkSigns(in: range, "text")
                if source.mode != .text { checkTagNames(in: pieces ?? []) }
            }
            nodes.append(.text(TextSyntax(range: range, pieces: pieces)))
        }
        textStart = end
        position = end
    }

    /// Adds the body of a script or a style sheet, in which values may stand.
    mutating func addCode(upTo end: Int) {
        let range = textStart..<end
        guard let pieces = expressions.pieces(of: range, in: source, isValue: false) else {
            return addVerbatim(upTo: end)
        }
        hasStatements = true
        nodes.append(.text(TextSyntax(range: range, pieces: pieces)))
        textStart = end
        position = end
    }

    /// Adds a comment, doctype or the like up to `end`.
    private mutating func addConstruct(upTo end: Int) {
        guard scanner.hasPrefix("<!--!", at: textStart) else {
            if !open.isEmpty, isDoctype(textStart) { stream.forgetTree() }
            checkDefaults(in: textStart..<end)
            checkSection(textStart..<end)
            checkUnread(textStart..<end, as: unreadKind(at: textStart))
            addVerbatim(upTo: end)
            return
        }
        nodes.append(.dropped(textStart..<end))
        textStart = end
        position = end
    }

    /// Outside of SVG and MathML a section is a comment to HTML, which ends at the first `>`.
    private mutating func checkSection(_ range: Range<Int>) {
        guard source.mode == .html, !isInForeign,
            scanner.hasPrefix("<![CDATA[", at: range.lowerBound),
            let end = source.bytes[range].firstIndex(of: Byte.greater),
            !scanner.hasPrefix("]]>", at: max(end - 2, range.lowerBound + 9))
        else { return }
        note(
            .malformedMarkup,
            "a CDATA section ends at its first '>' in HTML",
            at: end..<end + 1,
            notes: [.init("only in SVG, MathML and XML it goes on to ']]>'")]
        )
    }

    func isDoctype(_ start: Int) -> Bool {
        source.text(start..<min(start + 9, source.bytes.count)).lowercased() == "<!doctype"
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
    mutating func addRest(from start: Int, _ message: String, notes: [Diagnostic.Note] = []) {
        let end = source.bytes.count
        note(.malformedMarkup, message, at: start..<min(end, start + 1), notes: notes)
        hasStatements = hasStatements || mentionsStatement(start..<end)
        addText(upTo: start)
        nodes.append(.broken(start..<end))
        textStart = end
        position = end
    }

    // MARK: - Diagnostics

    /// Notes what is wrong if the document holds statements.
    mutating func note(
        _ code: Diagnostic.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [Diagnostic.Note] = []
    ) {
        note(Diagnostic(code, message, at: range, notes: notes))
    }

    mutating func note(_ diagnostic: Diagnostic) {
        problems.append(diagnostic)
    }

    mutating func report(
        _ code: Diagnostic.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [Diagnostic.Note] = []
    ) {
        report(Diagnostic(code, message, at: range, notes: notes))
    }

    mutating func report(_ diagnostic: Diagnostic) {
        expressions.diagnostics.append(diagnostic)
        remember(diagnostic)
    }

    /// Remembers an error if it is the first one.
    mutating func remember(_ diagnostic: Diagnostic) {
        guard firstError == nil else { return }
        firstError = (problems.first ?? diagnostic, position)
    }

    // MARK: - The open elements

    /// Ends the innermost open element.
    mutating func close(_ end: ElementSyntax.End) {
        guard let element = open.popLast() else { return }
        checkNoscript(element, end)
        let children = Array(nodes[element.firstNode...])
        nodes.removeLast(children.count)
        let script = element.statements?.value.script.map { clause in
            self.script(clause, of: element, children, end)
        }
        let body = OpenElement.Body(children: children, script: script)
        if let statements = element.statements?.value { survey(statements, script) }
        let id = SyntaxID(number: elementCount)
        elementCount += 1
        nodes.append(.element(ElementSyntax(element, id, end, body)))
        scope.leave(element.scopeMark)
        tellParent(of: element)
    }

    /// Tells the innermost open element what the one that has ended encloses.
    private mutating func tellParent(of element: OpenElement) {
        guard let parent = open.indices.last else { return }
        if element.needsBothTags { open[parent].needsBothTags = true }
        if element.holdsMacros { open[parent].holdsMacros = true }
    }

    private mutating func survey(_ statements: Statements, _ script: PythonScript?) {
        for clause in statements.define where clause.isGlobal {
            globals.formUnion(clause.binding.names.map(\.text))
        }
        globals.formUnion(script?.names ?? [])
        usesMacros = usesMacros || statements.macros != nil
    }

    private mutating func script(
        _ clause: ScriptClause,
        of element: OpenElement,
        _ children: [SyntaxNode],
        _ end: ElementSyntax.End
    ) -> PythonScript {
        let start = element.startTag.upperBound
        let range = start..<max(start, end.contentEnd ?? start)
        let isRaw = source.mode == .html && clause.isElement
        let (text, problem) = ScriptText(source).read(children, in: range, isRaw: isRaw)
        if let problem { expressions.diagnostics.append(problem) }
        var parser = PythonParser(text, expressions.handOver(), 0, layout: PythonLayout())
        let script = parser.script()
        expressions = parser.reader
        return script
    }
}

extension ElementSyntax.End {
    /// Where the content ends; `nil` where there is none.
    fileprivate var contentEnd: Int? {
        switch self {
        case .tag(let range): range.lowerBound
        case .implied(let end), .missing(let end): end
        case .void, .selfClosed: nil
        }
    }
}
