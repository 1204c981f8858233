// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What is known of a template while it is looked at, and what is found out about it.
///
/// All who look at it share one, so that nothing of it is copied.
final class CheckState {
    let source: TemplateSource
    let configuration: TemplateConfiguration
    let survey: TemplateSurvey

    private(set) var errors: [TemplateError] = []

    var errorCount: Int { errors.count }
    var facts = Facts()

    /// What is in sight at places that deferred expressions see.
    private(set) var visibleNames = VisibleNames()

    var parts = PartTable()

    /// What is known of the current part.
    var part: CurrentPart

    /// How deep the recursion is.
    var depth = 0

    /// What is reported so far: the original content of a macro's use is looked at apart
    /// from its fillers.
    private var told: Set<Told> = []

    private struct Told: Hashable {
        let place: Range<Int>?
        let message: String
    }

    /// Whether an expression can be `default` as far as the template says: a variable that the
    /// caller of a macro gives can be that all the same.
    func saysDefault(_ range: Range<Int>) -> Bool {
        let names = source.text(range).split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        return names.contains { name in
            guard name != "default", !survey.globals.contains(String(name)) else { return true }
            guard case .bound(let binding) = part.scope.meaning(of: String(name)) else {
                return false
            }
            return binding.mayBeDefault
        }
    }

    /// Looks at content that stands there for authors alone: nobody translates its texts.
    func withoutTexts(_ look: (inout NodeList) -> Void, _ list: inout NodeList) {
        let (texts, computed) = (facts.texts.count, facts.computedTexts.count)
        look(&list)
        facts.texts.removeSubrange(texts...)
        facts.computedTexts.removeSubrange(computed...)
    }

    /// The markup that elements without markup would have, by their start tags.
    var textOnly: [Int: TextOnlyMarkup] = [:]

    /// Whether names of characters are written as numbers.
    private let numbersReferences: Bool

    /// The lines that are left out; `nil` where all stay.
    let lines: StatementLines?

    /// The names that the document type declares, which stay.
    private let entities: Set<String>

    init(
        _ source: TemplateSource,
        _ configuration: TemplateConfiguration,
        _ tree: SyntaxTree
    ) {
        let survey = TemplateSurvey(of: tree)
        numbersReferences = tree.hasOnlyNamesOfXML
        lines = configuration.trimsStatementLines ? StatementLines(of: tree) : nil
        entities = tree.entities
        self.source = source
        self.configuration = configuration
        self.survey = survey
        part = CurrentPart(PartID(number: 0), Scope(survey))
    }

    /// Text or a tag of the source as the page has it.
    func written(_ range: Range<Int>) -> ArraySlice<UInt8> {
        let bytes = source.bytes[range]
        guard numbersReferences, bytes.contains(Byte.ampersand) else { return bytes }
        return CharacterReferences(source.markup).numbered(range, but: entities)[...]
    }

    /// Markup before a value as the page has it.
    func beforeValue(_ markup: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        markup.beforeValue(source.markup.mode)[...]
    }

    /// Text between tags as the page has it.
    func writtenText(_ range: Range<Int>) -> ArraySlice<UInt8> {
        guard let lines else { return written(range) }
        return Array(lines.kept(of: range).map(written).joined())[...]
    }

    /// The line end and the indentation before an element that is the first thing on its line.
    func indentation(before element: ElementSyntax) -> [UInt8] {
        let before = source.bytes[..<element.startTag.lowerBound]
        let text = before.lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text, before[text] == Byte.newline else { return [] }
        let hasReturn = text > 0 && before[text - 1] == Byte.carriageReturn
        return Array(before[(hasReturn ? text - 1 : text)...])
    }

    /// Notes data that is inserted as markup.
    func noteStructure(_ range: Range<Int>) {
        facts.structures.append(range)
        guard configuration.warnsOfStructures else { return }
        warn(
            .untypedStructure,
            "'structure' inserts data as markup",
            at: range,
            notes: [
                .init(
                    "it takes what somebody vouches for, a SafeMarkup in text, unless text is trusted"
                )
            ]
        )
    }

    /// Looks at markup that a template inserts by an expression.
    func checkMarkup(_ literal: [UInt8], at place: MessagePlace, _ range: Range<Int>) {
        guard source.mode == .html else { return }
        let needs = MarkupFragment(literal, isTextOnly: place.isTextOnly).needs
        if let problem = needs.problem(of: "the markup", in: PartSetting().inside(place.site)) {
            report(problem.located(in: source.file, at: range))
        }
        part.needs.formUnion(needs)
    }

    // MARK: - Parts and variables

    /// Begins with another part, which sees what is in sight at a place.
    func begin(_ id: PartID, seeing visible: VisibleNames.Position?) {
        let hidden = BuiltinName.allCases.map(\.rawValue).filter {
            visibleNames.contains($0, at: visible)
        }
        part = CurrentPart(id, Scope(survey, hiding: Set(hidden)))
        depth = 0
    }

    /// Binds a variable from here on.
    func bind(_ binding: Scope.Binding) {
        var binding = binding
        facts.boundNames.insert(binding.name)
        binding.visible = visibleNames.add(binding.name, behind: part.scope.visible)
        part.scope.bind(binding)
    }

    /// Looks at something that is a region, and notes what it needs from around it.
    func region(
        _ kind: RegionFacts.Kind,
        _ range: Range<Int>,
        _ look: () -> Void
    ) -> RegionID {
        let id = RegionID(number: facts.regions.count)
        facts.regions.append(
            RegionFacts(kind: kind, part: part.id, range: range, inputs: [], reads: [])
        )
        part.regions.begin(id, bindings: part.scope.bindings.count)
        look()
        let found = part.regions.end()
        facts.regions[id.number].inputs = found.inputs
        facts.regions[id.number].reads = found.reads
        return id
    }

    /// Looks at something that is never written: nothing is left of it but the errors, what
    /// it takes from an application, and the macros in it, if there are any.
    func dead(holdsMacros: Bool, _ look: () -> Void) {
        let outer = (part, facts)
        let known = parts.counts
        look()
        let foreign = facts.foreign
        (part, facts) = outer
        facts.foreign.formUnion(foreign)
        // Only macros can be reached from elsewhere.
        if !holdsMacros { parts.forget(since: known) }
    }

    /// Notes the use of a variable that nothing around binds.
    func noteFree(_ name: String, _ range: Range<Int>, isCalled: Bool) {
        guard configuration.knownVariables != nil, !survey.globals.contains(name) else { return }
        facts.freeNames.append(
            Facts.FreeName(name: name, range: range, isCalled: isCalled, part: part.id)
        )
    }

    /// The same where something stands for the variable.
    func noteOptional(_ name: String, isCalled: Bool) {
        guard configuration.knownVariables != nil, !survey.globals.contains(name) else { return }
        if isCalled {
            facts.foreign.functions.insert(name)
        } else {
            facts.foreign.variables.insert(name)
        }
    }

    /// Notes the use of a name of the language that no variable can have.
    func noteSettled(_ name: NamedSyntax) {
        guard !facts.settledNames.contains(where: { $0.text == name.text }) else { return }
        facts.settledNames.append(name)
    }

    // MARK: - Diagnostics

    func report(
        _ code: TemplateError.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) {
        report(TemplateError(code, message, in: source.file, at: range, notes: notes))
    }

    func report(_ error: TemplateError) {
        guard told.insert(Told(place: error.location?.byteRange, message: error.message)).inserted
        else { return }
        errors.append(error)
    }

    func warn(
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
    func descend(by levels: Int, at place: Range<Int>) -> Bool {
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
