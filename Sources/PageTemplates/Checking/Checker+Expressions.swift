import TemplateSyntax

// Expressions with their names resolved.
extension Checker {
    /// The plan of an expression, whose result is called where it can be, as at the end of
    /// a path.
    mutating func plan(
        _ expression: ExpressionSyntax,
        _ around: Surroundings,
        isCalled: Bool = true
    ) -> ExpressionPlan {
        plan(expression.kind, expression.range, around, isCalled: isCalled)
    }

    mutating func plan(
        _ kind: ExpressionSyntax.Kind,
        _ range: Range<Int>,
        _ around: Surroundings,
        isCalled: Bool = true
    ) -> ExpressionPlan {
        switch kind {
        case .path(let alternatives) where alternatives.count == 1:
            return plan(alternatives[0], around, isCalled: isCalled)
        case .path(let alternatives):
            return first(
                alternatives.map { plan($0, around, isCalled: isCalled) },
                range
            )
        case .walk(let walk):
            return path(walk, range, around, isCalled: isCalled)
        case .string(let pieces):
            return ExpressionPlan(.text(parts(pieces, around)), range)
        case .prefixed(let prefix, let inner):
            return prefixed(prefix, inner, range, around)
        case .load(let name):
            let template = path(to: name.text)
            refer(to: template)
            return ExpressionPlan(.template(template), range)
        case .python(let node):
            return python(node, range, around)
        case .application(let prefix, let text, let depth):
            return application(prefix, text, depth, range, around)
        case .broken:
            return ExpressionPlan(.broken, range)
        }
    }

    private func first(_ plans: [ExpressionPlan], _ range: Range<Int>) -> ExpressionPlan {
        ExpressionPlan(.first(plans), range, mayBeDefault: plans.contains(where: \.mayBeDefault))
    }

    private mutating func prefixed(
        _ prefix: PrefixSyntax,
        _ inner: ExpressionSyntax,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> ExpressionPlan {
        switch prefix.kind {
        case .not: ExpressionPlan(.not(plan(inner, around)), range)
        case .exists: ExpressionPlan(.exists(plan(inner, around, isCalled: false)), range)
        case .nocall: plan(inner, around, isCalled: false)
        case .structure: trusted(inner, range, around)
        case .defer, .lazy: plan(inner, around)
        }
    }

    private mutating func parts(
        _ pieces: [StringPieceSyntax],
        _ around: Surroundings
    ) -> [ExpressionPlan.TextPart] {
        pieces.map { piece in
            switch piece {
            case .literal(let bytes, _): .literal(bytes)
            case .hole(let hole, _): .value(plan(hole, around))
            }
        }
    }

    /// An expression as markup.
    mutating func trusted(
        _ expression: ExpressionSyntax,
        _ around: Surroundings
    ) -> ExpressionPlan {
        trusted(expression, expression.range, around)
    }

    /// An expression as markup; the author's own literals need no trust.
    private mutating func trusted(
        _ inner: ExpressionSyntax,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> ExpressionPlan {
        if case .path(let alternatives) = inner.kind, alternatives.count > 1 {
            let plans = alternatives.map { trusted($0, $0.range, around) }
            return first(plans, inner.range)
        }
        if let literal = inner.literal {
            let text = String(decoding: literal, as: UTF8.self)
            let markup = SafeMarkup(unchecked: text, reason: "the author's literal")
            return ExpressionPlan(.constant(.markup(markup)), range)
        }
        let value = plan(inner, around)
        return ExpressionPlan(.trusted(value), range, mayBeDefault: value.mayBeDefault)
    }

    // MARK: - Other templates

    /// The name of a template from the root: one that begins with `/` stands there
    /// already, any other is relative to the folder of this template.
    func path(to name: String) -> String {
        guard !name.hasPrefix("/") else { return String(name.drop { $0 == "/" }) }
        let folder = source.name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folder.map(String.init) + [name]).joined(separator: "/")
    }

    mutating func refer(to template: String) {
        if !facts.references.contains(template) { facts.references.append(template) }
    }

    // MARK: - Expressions of the application

    private mutating func application(
        _ prefix: NamedSyntax,
        _ text: SourceText,
        _ depth: Int,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> ExpressionPlan {
        guard let type = configuration.expressionTypes[prefix.text] else {
            let known = ExpressionReader.prefixes + configuration.expressionTypes.keys
            let unknown = TemplateError(
                .unknownExpressionType,
                "unknown expression type '\(prefix.text):'",
                in: source.file,
                at: prefix.range,
                notes: TemplateError.Note.nearest(prefix.text, among: known)
            )
            guard configuration.acceptsUnknownPrefixes else {
                report(unknown)
                return ExpressionPlan(.broken, range)
            }
            let expression = UnknownPrefix(error: unknown)
            return ExpressionPlan(.application(prefix.text, expression, []), range)
        }
        var read = TemplateExpressionSource(
            prefix.text,
            text,
            source,
            configuration.syntax,
            depth
        )
        let place = text.trimmingSpace().range
        do {
            let compiled = try type.compile(&read)
            let parts = read.parts.map { part in
                let plan = plan(part, around)
                return ExpressionPlan(plan.kind, part.range, mayBeDefault: plan.mayBeDefault)
            }
            return ExpressionPlan(
                .application(prefix.text, compiled, parts),
                place,
                mayBeDefault: !parts.isEmpty
            )
        } catch let error as TemplateError {
            report(error.located(in: source.file, at: text.range))
        } catch {
            let message = "'\(prefix.text):' cannot be read"
            report(
                TemplateError(
                    .invalidExpression,
                    message,
                    in: source.file,
                    at: text.range,
                    cause: error
                )
            )
        }
        return ExpressionPlan(.broken, range)
    }
}

extension ExpressionSyntax {
    var hasAlternatives: Bool {
        if case .path(let alternatives) = kind { alternatives.count > 1 } else { false }
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
        case .walk(let walk) where walk.steps.isEmpty && MessageName.isValid(walk.root.text.utf8):
            walk.root.text
        default: nil
        }
    }
}
