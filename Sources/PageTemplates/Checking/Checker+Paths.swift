import TemplateSyntax

// Paths: variables, what is always there, and the steps from them.
extension Checker {
    mutating func path(
        _ walk: PathSyntax,
        _ range: Range<Int>,
        _ around: Surroundings,
        isCalled: Bool
    ) -> ExpressionPlan {
        let (root, taken, mayBeDefault) = root(walk, around)
        let steps = walk.steps[taken...]
        var planned: [PathPlan.Step] = []
        for (index, step) in zip(steps.indices, steps) {
            let next = index + 1 < walk.steps.count ? walk.steps[index + 1] : nil
            guard let kind = kind(of: step, before: next, around) else {
                return ExpressionPlan(.broken, range)
            }
            planned.append(PathPlan.Step(kind: kind, range: step.range))
        }
        let plan = PathPlan(
            root: root,
            rootRange: walk.root.range,
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
    private mutating func root(
        _ walk: PathSyntax,
        _ around: Surroundings
    ) -> (PathPlan.Root, taken: Int, mayBeDefault: Bool) {
        let name = walk.root.text
        switch part.scope.meaning(of: name) {
        case .bound(let binding):
            part.regions.note(name, boundAt: part.scope.position(of: name))
            // A global definition replaces the value of local variables too.
            let mayBeDefault = binding.mayBeDefault || part.scope.mayBeDefault(name)
            return (.variable(binding.variable), 0, mayBeDefault)
        case .builtin(let builtin):
            return root(builtin, walk, around)
        case .free:
            part.regions.note(name, boundAt: nil)
            return (.input(input(name, .variable)), 0, part.scope.mayBeDefault(name))
        }
    }

    /// The same for what is always there.
    mutating func root(
        _ builtin: BuiltinName,
        _ walk: PathSyntax,
        _ around: Surroundings
    ) -> (PathPlan.Root, taken: Int, mayBeDefault: Bool) {
        let name = walk.root.text
        switch builtin {
        case .nothing: return (.nothing, 0, false)
        case .default: return (.default, 0, true)
        case .options: return (.variable(input(name, .options)), 0, false)
        case .contexts: return (.variable(input(name, .contexts)), 0, false)
        case .template: return (.variable(input(name, .template)), 0, false)
        case .macros: return (.variable(input(name, .macros)), 0, false)
        case .macroName: return (.variable(input(name, .macroName)), 0, false)
        case .templates:
            let (root, taken) = linkedTemplate(walk)
            return (root, taken, false)
        case .attributes: return (sourceAttributes(around), 0, false)
        case .repetition, .loop:
            let (root, taken) = loop(walk)
            return (root, taken, false)
        }
    }

    /// `repeat/NAME/PROPERTY` is one thing; anything else about loops goes
    /// through a mapping of all loops in sight.
    private func loop(_ walk: PathSyntax) -> (PathPlan.Root, taken: Int) {
        guard walk.steps.count >= 2, let name = walk.steps[0].literalKey,
            let key = walk.steps[1].literalKey, let loop = part.scope.loop(of: name),
            let property = LoopProperty(rawValue: key)
        else { return (.loops, 0) }
        return (.loopProperty(loop, property), 2)
    }

    /// The attributes of the innermost element with statements, as in zope.tal.
    private func sourceAttributes(_ around: Surroundings) -> PathPlan.Root {
        guard let element = around.element else { return .undefined }
        let pairs = element.attributes.map { attribute in
            (attribute.key, TemplateValue.string(decodedValue(of: attribute)))
        }
        return .constant(.mapping(TemplateMapping(pairs)))
    }

    /// `templates/FILE/macros/NAME`: the steps up to `macros` name a template.
    ///
    /// All templates that a page can use are compiled before it is rendered, and
    /// no data chooses one of them: so the name must be there.
    private mutating func linkedTemplate(_ walk: PathSyntax) -> (PathPlan.Root, taken: Int) {
        let keys = walk.steps.prefix { $0.literalKey != nil && $0.literalKey != "macros" }
        let next = walk.steps.dropFirst(keys.count).first
        guard !keys.isEmpty, next == nil || next?.literalKey == "macros" else {
            report(
                .invalidExpression,
                "'templates' needs the name of a template, written out: it is no value by itself",
                at: next?.range ?? walk.root.range,
                notes: [.init("write 'templates/FILE/macros/NAME', in python: path('templates/…')")]
            )
            return (.undefined, walk.steps.count)
        }
        let name = keys.compactMap(\.literalKey).joined(separator: "/")
        refer(to: name)
        return (.template(name), keys.count)
    }

    // MARK: - Steps

    private mutating func kind(
        of step: StepSyntax,
        before next: StepSyntax?,
        _ around: Surroundings
    ) -> PathPlan.Step.Kind? {
        switch step.kind {
        case .key(let key): return .member(key)
        case .variable(let name): return .computed(variable(name.text, step.range, around))
        case .namespace(let prefix, let argument):
            guard let namespace = namespace(prefix.text, step.range) else { return nil }
            let name: PathPlan.Step.Name
            var literal: String?
            switch argument {
            case .literal(let text):
                name = .literal(text.text)
                literal = text.text
            case .variable(let variable):
                name = .computed(self.variable(variable.text, step.range, around))
            }
            let read = TemplateReads.Read(
                namespace: prefix.text,
                name: literal,
                member: next?.literalKey
            )
            part.reads.insert(read)
            part.regions.note(read)
            return .namespace(prefix.text, namespace, name)
        case .missing: return nil
        }
    }

    /// The variable that a computed step names.
    private mutating func variable(
        _ name: String,
        _ range: Range<Int>,
        _ around: Surroundings
    ) -> ExpressionPlan {
        let walk = PathSyntax(root: NamedSyntax(name, range), steps: [])
        return path(walk, range, around, isCalled: true)
    }

    private mutating func namespace(
        _ prefix: String,
        _ range: Range<Int>
    ) -> (any PathNamespace)? {
        if let known = configuration.namespaces[prefix] { return known }
        let unknown = TemplateError(
            .unknownNamespace,
            "unknown path namespace '\(prefix):'",
            in: source.file,
            at: range,
            notes: TemplateError.Note.nearest(prefix, among: configuration.namespaces.keys)
        )
        if configuration.acceptsUnknownPrefixes { return UnknownPrefix(error: unknown) }
        report(unknown)
        return nil
    }
}
