import TemplateSyntax

/// Turns a syntax tree into a page, and finds what is wrong with it on the way.
///
/// Nothing is thrown: an expression or a statement that makes no sense is noted, and the
/// rest is looked at all the same. A page with errors is never emitted.
struct Checker {
    let source: TemplateSource
    let configuration: TemplateConfiguration
    let survey: TemplateSurvey

    var errors: [TemplateError] = []
    var facts = Facts()

    /// The macros by name, and where they are defined.
    var macros: [String: NamedSyntax] = [:]
    var macroParts: [String: PartID] = [:]

    /// The fillers by the places of their elements: those in the original content of a use
    /// are met as often as it is.
    var fillerParts: [Int: PartID] = [:]

    /// What is in sight at places that deferred expressions see.
    var visibleNames = VisibleNames()

    /// The parts that are declared so far; those that have not been looked at yet wait in
    /// `pending`.
    var parts: [PagePart?] = [nil]
    var pending: [PendingPart] = []

    /// What is known of the current part.
    var part: CurrentPart

    /// Whether what is looked at is never written: it is, for the sake of its errors and of
    /// the macros in it.
    var isDead = false

    /// How deep the recursion is.
    var depth = 0

    /// What is reported so far: the original content of a macro's use is looked at apart
    /// from its fillers.
    private var told: Set<Told> = []

    private struct Told: Hashable {
        let place: Range<Int>?
        let message: String
    }

    /// A part while it is looked at.
    struct CurrentPart {
        let id: PartID
        var scope: Scope
        var inputs: [String: PagePart.Input] = [:]
        var variableCount = 0
        var loopCount = 0
        var switchCount = 0
        var reads = TemplateReads()
        var uses: [MacroUse] = []
        var regions = OpenRegions()

        init(_ id: PartID, _ scope: Scope) {
            self.id = id
            self.scope = scope
        }
    }

    /// A part that is called and has not been looked at yet.
    struct PendingPart {
        let id: PartID
        let kind: PagePart.Kind
        let title: String
        let body: Body
        let surroundings: Surroundings

        /// What is in sight where a deferred expression stands.
        var visible: VisibleNames.Position?

        enum Body {
            /// An element from a stage on.
            case element(ElementWork, stage: Int)
            case expression(ExpressionSyntax)
        }
    }

    private init(
        _ tree: SyntaxTree,
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) {
        self.source = source
        self.configuration = configuration
        survey = TemplateSurvey(of: tree)
        part = CurrentPart(PartID(number: 0), Scope(survey))
    }

    /// Looks at a tree.
    ///
    /// - Parameters:
    ///   - tree: The tree of the source.
    ///   - source: The source, for the places of errors.
    ///   - configuration: What the template may use.
    /// - Returns: The page, and what is wrong beside what the tree says.
    static func check(
        _ tree: SyntaxTree,
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> (Page, [TemplateError]) {
        var checker = Checker(tree, source, configuration)
        checker.page(tree)
        let page = Page(
            source: source,
            parts: checker.parts.compactMap(\.self),
            macros: checker.macroParts,
            facts: checker.facts
        )
        return (page, checker.errors)
    }

    private mutating func page(_ tree: SyntaxTree) {
        var nodes = NodeList()
        self.nodes(tree.children, Surroundings(), into: &nodes)
        let range = source.bytes.indices
        parts[0] = finished(.page, "the page", range, .nodes(nodes.finished))
        while let next = pending.popLast() { look(at: next) }
    }

    /// Looks at a part that waits.
    private mutating func look(at next: PendingPart) {
        let hidden = BuiltinName.allCases.map(\.rawValue).filter {
            visibleNames.contains($0, at: next.visible)
        }
        part = CurrentPart(next.id, Scope(survey, hiding: Set(hidden)))
        depth = 0
        isDead = false
        switch next.body {
        case .element(let work, let stage):
            var nodes = NodeList()
            element(work, from: stage, next.surroundings, into: &nodes)
            let range = work.element.startTag
            noteMacro(next.kind, range)
            parts[next.id.number] = finished(
                next.kind,
                next.title,
                range,
                .nodes(nodes.finished)
            )
        case .expression(let expression):
            let value = plan(expression, next.surroundings)
            parts[next.id.number] = finished(
                next.kind,
                next.title,
                expression.range,
                .value(value),
                visible: next.visible
            )
        }
    }

    private func finished(
        _ kind: PagePart.Kind,
        _ title: String,
        _ range: Range<Int>,
        _ body: PagePart.Body,
        visible: VisibleNames.Position? = nil
    ) -> PagePart {
        var reads = part.reads
        let variables = part.inputs.values.filter { $0.kind == .variable }.map(\.name)
        reads.variables = Set(variables.filter { !visibleNames.contains($0, at: visible) })
        return PagePart(
            kind: kind,
            title: title,
            range: range,
            inputs: part.inputs.values.sorted { $0.variable.number < $1.variable.number },
            variableCount: part.variableCount,
            body: body,
            reads: reads,
            uses: part.uses
        )
    }

    private mutating func noteMacro(_ kind: PagePart.Kind, _ range: Range<Int>) {
        guard case .macro(let name) = kind else { return }
        facts.regions.append(
            RegionFacts(
                kind: .macro(name),
                part: part.id,
                range: range,
                inputs: Set(part.inputs.values.filter { $0.kind == .variable }.map(\.name)),
                reads: part.reads.all
            )
        )
    }

    // MARK: - Parts and variables

    /// Makes a part of an element, to be looked at later.
    mutating func declare(
        _ kind: PagePart.Kind,
        _ title: String,
        _ body: PendingPart.Body,
        _ surroundings: Surroundings,
        visible: VisibleNames.Position? = nil
    ) -> PartID {
        parts.append(nil)
        let id = PartID(number: parts.count - 1)
        pending.append(
            PendingPart(
                id: id,
                kind: kind,
                title: title,
                body: body,
                surroundings: surroundings,
                visible: visible
            )
        )
        return id
    }

    /// Binds a variable from here on.
    mutating func bind(_ binding: Scope.Binding) {
        var binding = binding
        binding.visible = visibleNames.add(binding.name, behind: part.scope.visible)
        part.scope.bind(binding)
    }

    mutating func newVariable() -> VariableID {
        defer { part.variableCount += 1 }
        return VariableID(number: part.variableCount)
    }

    /// The variable of a name that the render brings along.
    mutating func input(_ name: String, _ kind: PagePart.Input.Kind) -> VariableID {
        if let input = part.inputs[name] { return input.variable }
        let variable = newVariable()
        part.inputs[name] = .init(name: name, variable: variable, kind: kind)
        return variable
    }

    // MARK: - Diagnostics

    mutating func report(
        _ code: TemplateError.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) {
        report(TemplateError(code, message, in: source.file, at: range, notes: notes))
    }

    mutating func report(_ error: TemplateError) {
        guard told.insert(Told(place: error.location?.byteRange, message: error.message)).inserted
        else { return }
        errors.append(error)
    }

    mutating func warn(
        _ code: TemplateWarning.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) {
        guard told.insert(Told(place: range, message: message)).inserted else { return }
        facts.warnings.append(
            Facts.Warning(code: code, message: message, range: range, notes: notes)
        )
    }

    /// A remark with a place.
    func note(_ message: String, at range: Range<Int>) -> TemplateError.Note {
        .init(message, at: source.file.location(of: range))
    }

    /// Goes deeper, if that is not too deep; the recursion of the emitter is as deep.
    mutating func descend(by levels: Int, at place: Range<Int>) -> Bool {
        depth += levels
        let isShallow = depth <= Self.elementDepth * StackSpace.commonDepth
        if isShallow || depth <= Self.deepest && !StackSpace.isScarce { return true }
        report(.nestingTooDeep, "elements with statements are nested too deep", at: place)
        return false
    }

    /// What an element without statements counts for in the depth of the recursion.
    static let plainDepth = 3

    /// What an element with statements counts for, its statements aside.
    static let elementDepth = 5

    /// How deep the recursion may get, counted in statements.
    ///
    /// The stacks of small threads, of 512 KiB, hold this much even without
    /// optimization; elements can be nested 256 deep, but not with statements on
    /// each.
    private static let deepest = 1_000
}
