// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Paths: variables, what is always there, and the steps from them.
extension ExpressionChecker {
    func path(_ walk: PathSyntax, _ range: Range<Int>, isCalled: Bool) -> ExpressionPlan {
        let (root, taken, mayBeDefault) = root(walk)
        let steps = walk.steps[taken...]
        var planned: [PathPlan.Step] = []
        for (index, step) in zip(steps.indices, steps) {
            let next = index + 1 < walk.steps.count ? walk.steps[index + 1] : nil
            guard let kind = kind(of: step, before: next) else {
                return ExpressionPlan(.broken, range)
            }
            planned.append(PathPlan.Step(kind: kind, range: step.range))
        }
        var rootRange = walk.root.range
        switch root {
        case .loopProperty, .loopBoundary: rootRange = walk.steps[taken - 1].range
        default: break
        }
        let plan = PathPlan(
            root: root,
            rootRange: rootRange,
            steps: planned,
            isCalled: isCalled
        )
        return ExpressionPlan(
            .path(plan),
            range,
            mayBeDefault: mayBeDefault && walk.steps.isEmpty
        )
    }

    /// What a path starts from, how many steps that already takes, and whether it can be
    /// `default`.
    private func root(_ walk: PathSyntax) -> (PathPlan.Root, taken: Int, mayBeDefault: Bool) {
        let name = walk.root.text
        switch state.part.use(name) {
        case .bound(let binding):
            // A global definition replaces the value of local variables too.
            let mayBeDefault = binding.mayBeDefault || state.part.scope.mayBeDefault(name)
            return (.variable(binding.variable), 0, mayBeDefault)
        case .builtin(let builtin):
            return root(builtin, walk)
        case .free:
            note(name, walk.root.range, isCalled: false)
            let mayBeDefault = state.part.scope.mayBeDefault(name)
            return (.input(state.part.input(name, .variable)), 0, mayBeDefault)
        }
    }

    /// The same for what is always there.
    func root(
        _ builtin: BuiltinName,
        _ walk: PathSyntax
    ) -> (PathPlan.Root, taken: Int, mayBeDefault: Bool) {
        let name = walk.root.text
        if builtin.isSettled { state.noteSettled(walk.root) }
        switch builtin {
        case .nothing: return (.nothing, 0, false)
        case .default: return (.default, 0, true)
        case .options: return (.variable(state.part.input(name, .options)), 0, false)
        case .contexts: return (.variable(state.part.input(name, .contexts)), 0, false)
        case .template: return (.variable(state.part.input(name, .template)), 0, false)
        case .macros: return (.variable(state.part.input(name, .macros)), 0, false)
        case .macroName: return (.variable(state.part.input(name, .macroName)), 0, false)
        case .templates:
            let (root, taken) = linkedTemplate(walk)
            return (root, taken, false)
        case .attributes: return (sourceAttributes(), 0, false)
        case .repetition, .loop:
            let (root, taken) = loop(walk)
            return (root, taken, false)
        }
    }

    /// `repeat/NAME/PROPERTY` is one thing; anything else about loops goes
    /// through a mapping of all loops in sight.
    private func loop(_ walk: PathSyntax) -> (PathPlan.Root, taken: Int) {
        guard walk.steps.count >= 2, let name = walk.steps[0].literalKey,
            let key = walk.steps[1].literalKey, let loop = state.part.scope.loop(of: name),
            let property = LoopProperty(rawValue: key)
        else { return (.loops, 0) }
        let names = walk.steps[2...].compactMap(\.literalKey)
        if !names.isEmpty, names.count + 2 == walk.steps.count,
            let boundary = LoopBoundary(property, names)
        {
            return (.loopBoundary(loop, boundary), walk.steps.count)
        }
        return (.loopProperty(loop, property), 2)
    }

    /// The attributes of the innermost element with statements, as in zope.tal.
    private func sourceAttributes() -> PathPlan.Root {
        guard let element else { return .undefined }
        let pairs = element.attributes.map { attribute in
            (attribute.key, TemplateValue.string(attribute.decodedValue(in: state.source.markup)))
        }
        return .constant(.mapping(TemplateMapping(pairs)))
    }

    // MARK: - Steps

    private func kind(of step: StepSyntax, before next: StepSyntax?) -> PathPlan.Step.Kind? {
        switch step.kind {
        case .key(let key): return .member(key)
        case .variable(let name): return .computed(variable(name.text, step.range))
        case .computed(let node): return .computed(plan(node))
        case .namespace(let prefix, let argument):
            guard let namespace = namespace(prefix.text, step.range) else { return nil }
            let name: PathPlan.Step.Name
            var literal: String?
            switch argument {
            case .literal(let text):
                name = .literal(text.text)
                literal = text.text
            case .variable(let variable):
                name = .computed(self.variable(variable.text, step.range))
            }
            let read = TemplateReads.Read(
                namespace: prefix.text,
                name: literal,
                member: next?.literalKey
            )
            state.part.note(read)
            return .namespace(prefix.text, namespace, name)
        case .missing: return nil
        }
    }

    /// The variable that a computed step names.
    private func variable(_ name: String, _ range: Range<Int>) -> ExpressionPlan {
        let walk = PathSyntax(root: NamedSyntax(name, range), steps: [])
        return path(walk, range, isCalled: true)
    }

    private func namespace(_ prefix: String, _ range: Range<Int>) -> (any PathNamespace)? {
        if let known = state.configuration.namespaces[prefix] { return known }
        let remedies = TemplateError.Note.nearest(
            prefix,
            among: state.configuration.namespaces.keys
        )
        let unknown = TemplateError(
            .unknownNamespace,
            "unknown path namespace '\(prefix):'",
            in: state.source.file,
            at: range,
            notes: remedies.isEmpty ? [declaring(prefix, as: "namespaces")] : remedies
        )
        if state.configuration.acceptsUnknownPrefixes {
            state.facts.foreign.namespaces.insert(prefix)
            return UnknownPrefix(error: unknown)
        }
        state.report(unknown)
        return nil
    }
}

extension AttributeSyntax {
    /// The value with its character references resolved.
    func decodedValue(in markup: MarkupSource) -> String {
        guard let value else { return "" }
        return CharacterReferences(markup).resolve(value).text
    }
}
