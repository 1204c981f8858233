// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Makes plans of expressions, with their names resolved.
struct ExpressionChecker {
    let state: CheckState

    /// The innermost element with statements, which `attrs` is about.
    let element: ElementSyntax?

    /// Whether something stands for what is not there: an alternative, or `exists:`.
    private(set) var isGuarded = false

    init(_ state: CheckState, on element: ElementSyntax?) {
        self.state = state
        self.element = element
    }

    /// The plan of an expression, whose result is called where it can be, as at the end of
    /// a path.
    func plan(_ expression: ExpressionSyntax, isCalled: Bool = true) -> ExpressionPlan {
        plan(expression.kind, expression.range, isCalled: isCalled)
    }

    func plan(
        _ kind: ExpressionSyntax.Kind,
        _ range: Range<Int>,
        isCalled: Bool = true
    ) -> ExpressionPlan {
        switch kind {
        case .path(let alternatives) where alternatives.count == 1:
            return plan(alternatives[0], isCalled: isCalled)
        case .path(let alternatives):
            warnOfFilters(among: alternatives)
            let plans = alternatives.indices.map { index in
                (index + 1 < alternatives.count ? guarded : self)
                    .plan(alternatives[index], isCalled: isCalled)
            }
            return first(plans, range)
        case .walk(let walk):
            return path(walk, range, isCalled: isCalled)
        case .variable(let name):
            return path(PathSyntax(root: name, steps: []), range, isCalled: false)
        case .string(let pieces):
            return ExpressionPlan(.text(parts(pieces)), range)
        case .prefixed(let prefix, let inner):
            return prefixed(prefix, inner, range)
        case .load(let name):
            let template = path(to: name.text)
            refer(to: template, at: range)
            return ExpressionPlan(.template(template), range)
        case .python(let node):
            return python(node, range)
        case .application(let prefix, let text, let depth):
            return application(prefix, text, depth, range)
        case .broken:
            return ExpressionPlan(.broken, range)
        }
    }

    /// Notes a variable that nothing around binds, and whether something stands for it.
    func note(_ name: String, _ range: Range<Int>, isCalled: Bool) {
        if isGuarded {
            state.noteOptional(name, isCalled: isCalled)
        } else {
            state.noteFree(name, range, isCalled: isCalled)
        }
    }

    /// The same for an expression that may be absent.
    private var guarded: ExpressionChecker {
        var checker = self
        checker.isGuarded = true
        return checker
    }

    /// Warns of `name | upper`, which is an alternative here.
    private func warnOfFilters(among alternatives: [ExpressionSyntax]) {
        for alternative in alternatives.dropFirst() {
            guard case .walk(let walk) = alternative.kind, walk.steps.isEmpty,
                case .free = state.part.scope.meaning(of: walk.root.text),
                !state.survey.globals.contains(walk.root.text),
                let remedy = Habit.remedy(.filter, walk.root.text)
            else { continue }
            let message = "'\(walk.root.text)' is the name of a variable here"
            state.warn(.foreignSyntax, message, at: walk.root.range, notes: [.init(remedy)])
        }
    }

    private func first(_ plans: [ExpressionPlan], _ range: Range<Int>) -> ExpressionPlan {
        ExpressionPlan(.first(plans), range, mayBeDefault: plans.contains(where: \.mayBeDefault))
    }

    private func prefixed(
        _ prefix: PrefixSyntax,
        _ inner: ExpressionSyntax,
        _ range: Range<Int>
    ) -> ExpressionPlan {
        switch prefix.kind {
        case .not: ExpressionPlan(.not(plan(inner)), range)
        case .exists: exists(inner, range)
        case .nocall: plan(inner, isCalled: false)
        case .structure: trusted(inner, range)
        case .defer, .lazy: plan(inner)
        }
    }

    private func exists(_ inner: ExpressionSyntax, _ range: Range<Int>) -> ExpressionPlan {
        if let step = inner.lastStep, case .namespace(let prefix, .literal(let name)) = step.kind,
            state.configuration.namespaces[prefix.text] is any NamespaceOfVariable
        {
            state.warn(
                .noEffect,
                "'\(prefix.text):\(name.text)' is always there, and 'exists:' is true",
                at: step.range,
                notes: [.init("without 'exists:' it is true where something is in it")]
            )
        }
        return ExpressionPlan(.exists(guarded.plan(inner, isCalled: false)), range)
    }

    private func parts(_ pieces: [StringPieceSyntax]) -> [ExpressionPlan.TextPart] {
        pieces.map { piece in
            switch piece {
            case .literal(let bytes, _): .literal(bytes)
            case .hole(let hole, _): .value(plan(hole))
            }
        }
    }

    /// An expression as markup.
    func trusted(_ expression: ExpressionSyntax) -> ExpressionPlan {
        trusted(expression, expression.range)
    }

    /// An expression as markup; the author's own literals need no trust.
    private func trusted(_ inner: ExpressionSyntax, _ range: Range<Int>) -> ExpressionPlan {
        if case .path(let alternatives) = inner.kind, alternatives.count > 1 {
            let plans = alternatives.indices.map { index in
                (index + 1 < alternatives.count ? guarded : self)
                    .trusted(alternatives[index], alternatives[index].range)
            }
            return first(plans, inner.range)
        }
        if let literal = inner.literal {
            state.checkMarkup(literal, at: MessagePlace(isTextOnly: false, site: .page), range)
            let text = String(decoding: literal, as: UTF8.self)
            let markup = SafeMarkup(unchecked: text, reason: "the author's literal")
            return ExpressionPlan(.constant(.markup(markup)), range)
        }
        state.noteStructure(inner.range)
        let value = plan(inner)
        return ExpressionPlan(.trusted(value), range, mayBeDefault: value.mayBeDefault)
    }

    /// A hole in text or in an attribute: what is missing is nothing, and so is `default`, for
    /// there is nothing to fall back to.
    func hole(_ expression: ExpressionSyntax, _ place: Place, translates: Bool = true) -> PageNode {
        // In code `structure:` asks for what somebody vouches for there, which is no markup.
        let inner = place.context == .code ? expression.structured : nil
        let value = plan(inner ?? expression)
        if let inner { state.noteStructure(inner.range) }
        return .hole(
            Hole(
                value: value,
                place: place,
                isStructure: inner != nil,
                translates: translates,
                otherwise: value.mayBeDefault ? place.nothing : nil
            )
        )
    }

    // MARK: - Expressions of the application

    private func application(
        _ prefix: NamedSyntax,
        _ text: SourceText,
        _ depth: Int,
        _ range: Range<Int>
    ) -> ExpressionPlan {
        guard let type = state.configuration.expressionTypes[prefix.text] else {
            let unknown = TemplateError(
                .unknownExpressionType,
                "unknown expression type '\(prefix.text):'",
                in: state.source.file,
                at: prefix.range,
                notes: remedies(of: prefix, text)
            )
            guard state.configuration.acceptsUnknownPrefixes else {
                state.report(unknown)
                return ExpressionPlan(.broken, range)
            }
            state.facts.foreign.types.insert(prefix.text)
            let expression = UnknownPrefix(error: unknown)
            return ExpressionPlan(.application(prefix.text, expression, []), range)
        }
        var read = TemplateExpressionSource(
            prefix.text,
            text,
            state.source,
            state.configuration.syntax,
            depth
        )
        let place = text.trimmingSpace().range
        do {
            let compiled = try type.compile(&read)
            let parts = read.parts.map { part in
                let plan = plan(part)
                return ExpressionPlan(plan.kind, part.range, mayBeDefault: plan.mayBeDefault)
            }
            return ExpressionPlan(
                .application(prefix.text, compiled, parts),
                place,
                mayBeDefault: !parts.isEmpty
            )
        } catch let error as TemplateError {
            state.report(error.located(in: state.source.file, at: text.range))
        } catch {
            let message = "'\(prefix.text):' cannot be read"
            state.report(
                TemplateError(
                    .invalidExpression,
                    message,
                    in: state.source.file,
                    at: text.range,
                    cause: error
                )
            )
        }
        return ExpressionPlan(.broken, range)
    }
}

// Prefixes that no expression type has.
extension ExpressionChecker {
    private func remedies(of prefix: NamedSyntax, _ text: SourceText) -> [TemplateError.Note] {
        let configuration = state.configuration
        if let namespace = configuration.namespaces[prefix.text] {
            let path = text.text.prefix { $0 != "|" && !$0.isWhitespace }
            let variable = (namespace as? any NamespaceOfVariable)?.variable ?? "VALUE"
            return [.init("a step of a path: \(variable)/\(prefix.text):\(path)")]
        }
        let known = ExpressionReader.prefixes + configuration.expressionTypes.keys
        let remedies =
            TemplateError.Note.nearest(prefix.text, among: known)
            + Habit.notes(.type, prefix.text).map { .init($0.message) }
        return remedies.isEmpty ? [declaring(prefix.text, as: "expressionTypes")] : remedies
    }

    func declaring(_ prefix: String, as key: String) -> TemplateError.Note {
        .declaring(prefix, as: key, readsManifests: state.configuration.readsManifests)
    }
}

extension ExpressionSyntax {
    var hasAlternatives: Bool {
        if case .path(let alternatives) = kind { alternatives.count > 1 } else { false }
    }

    /// What stands behind `structure:`.
    var structured: ExpressionSyntax? {
        switch kind {
        case .prefixed(let prefix, let inner) where prefix.kind == .structure: inner
        case .path(let alternatives) where alternatives.count == 1: alternatives[0].structured
        default: nil
        }
    }

    /// The last step of a path without alternatives.
    fileprivate var lastStep: StepSyntax? {
        switch kind {
        case .path(let alternatives): alternatives.count == 1 ? alternatives[0].lastStep : nil
        case .walk(let walk): walk.steps.last
        default: nil
        }
    }

    /// The text of a `string:` without holes.
    var literal: [UInt8]? {
        guard let pieces else { return nil }
        var text: [UInt8] = []
        for piece in pieces {
            guard case .literal(let bytes, _) = piece else { return nil }
            text += bytes
        }
        return text
    }

    /// The texts without holes that it can be, as it is written.
    var literals: [[UInt8]] {
        guard case .path(let alternatives) = kind else { return literal.map { [$0] } ?? [] }
        return alternatives.compactMap(\.literal)
    }

    /// The pieces of a text with holes.
    var pieces: [StringPieceSyntax]? {
        switch kind {
        case .string(let pieces): pieces
        case .path(let alternatives) where alternatives.count == 1: alternatives[0].pieces
        default: nil
        }
    }

    /// The name of the variable that the expression is, if it is nothing else.
    var variableName: String? {
        switch kind {
        case .path(let alternatives) where alternatives.count == 1:
            alternatives[0].variableName
        case .variable(let name) where MessageName.isValid(name.text.utf8): name.text
        case .walk(let walk) where walk.steps.isEmpty && MessageName.isValid(walk.root.text.utf8):
            walk.root.text
        default: nil
        }
    }
}
