// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Goes through all branches of a template with data, and finds paths that lead nowhere.
///
/// It reads the checked page, where scopes are resolved, and renders nothing.
final class SampleWalk {
    private let linked: LinkedProgram
    let data: TemplateMapping
    private let others: Set<String>

    /// The model whose members are the variables, where there is only a contract.
    let model: ContractValue?

    /// The names that a global definition or a script of a template binds, at any time.
    private var globals: Set<String> = []
    private var templates: [ObjectIdentifier: SampledTemplate] = [:]

    private var found: [TemplateDiagnostic] = []
    private var told: Set<Told> = []

    /// The templates whose names were compared with those of the data.
    private var namesLookedAt: Set<ObjectIdentifier> = []

    /// How often something was to be reported, also what is told already.
    private(set) var reports = 0

    /// Whether a macro is used that is known to a render alone.
    private var usesUnknownMacros = false

    /// The parts that are open, each as often as it is.
    private var open: [Activation: Int] = [:]
    private var work = 0

    private struct Told: Hashable {
        let file: String
        let place: Range<Int>
        let code: String
    }

    private struct Activation: Hashable {
        let template: ObjectIdentifier
        let part: PartID
    }

    /// How many values and nodes are looked at.
    private static let mostWork = 500_000

    /// How deep macros are followed, and how often into themselves.
    private static let deepest = 40
    private static let mostActivations = 2

    init(_ linked: LinkedProgram, _ data: TemplateMapping, beside names: Set<String>) {
        self.linked = linked
        self.data = data
        others = names
        model = nil
    }

    init(_ linked: LinkedProgram, _ model: ContractValue, beside names: Set<String>) {
        self.linked = linked
        data = model.variables
        others = names
        self.model = model
    }

    /// What was found, in no order.
    var findings: [TemplateDiagnostic] {
        guard usesUnknownMacros else { return found }
        return found.filter { finding in
            guard case .error(let error) = finding else { return true }
            return error.code != .unknownVariable
        }
    }

    func run() {
        let template = template(linked.program)
        for (_, other) in linked.others.programs { _ = self.template(other) }
        guard let page = template.part(PartID(number: 0)) else { return }
        enter(page, PartID(number: 0), SampleScope(template))
    }

    // MARK: - Templates and parts

    /// The checked page of a program.
    func template(_ program: TemplateProgram) -> SampledTemplate {
        if let known = templates[ObjectIdentifier(program)] { return known }
        let tree = SyntaxTree(parsing: program.source.markup, program.configuration.syntax)
        let (page, _) = Checker.check(tree, program.source, program.configuration)
        globals.formUnion(tree.globals)
        let linked = LinkedProgram(program: program, others: linked.others)
        let template = SampledTemplate(page, linked)
        templates[ObjectIdentifier(program)] = template
        return template
    }

    /// Looks at a part, with the variables that it takes from around it.
    func enter(_ part: PagePart, _ id: PartID, _ scope: SampleScope) {
        let activation = Activation(template: ObjectIdentifier(scope.template), part: id)
        guard open[activation, default: 0] < Self.mostActivations, open.count < Self.deepest
        else { return }
        guard case .nodes(let nodes) = part.body else { return }
        reportTakenName(of: scope.template)
        open[activation, default: 0] += 1
        defer {
            open[activation, default: 0] -= 1
            if open[activation] == 0 { open[activation] = nil }
        }
        var inner = scope
        for input in part.inputs { inner.variables[input.variable] = value(of: input, in: scope) }
        look(at: nodes, in: inner)
    }

    private func value(of input: PagePart.Input, in scope: SampleScope) -> Sample {
        if input.kind != .variable, let variable = data[input.name] { return .known(variable) }
        return switch input.kind {
        case .variable: variable(input.name, in: scope)
        case .options: .known(.mapping(data))
        case .template: .known(.object(TemplateReference(scope.template.linked)))
        case .macros: .known(.object(MacrosReference(scope.template.linked)))
        case .contexts, .macroName: .unknown
        }
    }

    private func variable(_ name: String, in scope: SampleScope) -> Sample {
        if isGlobal(name) { return .unknown }
        if let bound = scope.names[name] { return bound }
        if others.contains(name) { return .unknown }
        return data[name].map { .known($0) } ?? Sample(isAbsent: true)
    }

    /// Whether a definition somewhere may replace all variables of a name at any time.
    func isGlobal(_ name: String) -> Bool { globals.contains(name) }

    // MARK: - Limits

    /// Takes work, and says whether there may be more of it.
    func takes(_ amount: Int = 1) -> Bool {
        work += amount
        return work < Self.mostWork && !StackSpace.isScarce
    }

    /// That a macro may bind any variable.
    func noteUnknownMacro() { usesUnknownMacros = true }

    // MARK: - Findings

    /// Reports what a render would fail with.
    func report(
        _ code: TemplateError.Code,
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note],
        _ scope: SampleScope
    ) {
        guard isNew(code.rawValue, range, scope) else { return }
        let file = scope.template.page.source.file
        let remarks = notes + scope.callNotes
        found.append(
            .error(TemplateError(code, message, in: file, at: range, notes: remarks))
        )
    }

    /// Warns of what some renders would fail with.
    func warn(
        _ message: String,
        at range: Range<Int>,
        notes: [TemplateError.Note],
        _ scope: SampleScope
    ) {
        let code = TemplateWarning.Code.missingInSome
        guard isNew(code.rawValue, range, scope) else { return }
        let file = scope.template.page.source.file
        let remarks = notes + scope.callNotes
        found.append(
            .warning(TemplateWarning(code, message, in: file, at: range, notes: remarks))
        )
    }

    /// Reports a name of the language that the data has too, which ends a render.
    private func reportTakenName(of template: SampledTemplate) {
        guard namesLookedAt.insert(ObjectIdentifier(template)).inserted,
            let error = template.linked.program.takenName({ data[$0] != nil })
        else { return }
        found.append(.error(error))
    }

    private func isNew(_ code: String, _ range: Range<Int>, _ scope: SampleScope) -> Bool {
        reports += 1
        let file = scope.template.page.source.name
        return told.insert(Told(file: file, place: range, code: code)).inserted
    }
}
