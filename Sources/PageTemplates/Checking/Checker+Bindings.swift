import TemplateSyntax

// Definitions, and the regions that have names.
extension Checker {
    /// Binds the names of a definition from here on.
    mutating func bind(_ clause: DefineSyntax, _ around: Surroundings) -> Bind {
        let binding = clause.binding
        let deferral = binding.isUnpacking ? nil : binding.value.deferral
        let value: Bind.Value
        var mayBeDefault = false
        if let deferral {
            value = .deferred(self.deferral(deferral, around))
            mayBeDefault = true
        } else {
            let plan = plan(binding.value, around)
            mayBeDefault = plan.mayBeDefault
            value = .plan(plan)
        }
        let unpacking = binding.isUnpacking ? binding.range : nil
        if clause.isGlobal {
            let targets = binding.names.map { global($0.text) }
            return Bind(value: value, target: .global(targets, unpacking: unpacking))
        }
        let variables = binding.names.map { name in
            let variable = newVariable()
            bind(
                .init(
                    name: name.text,
                    variable: variable,
                    mayBeDefault: unpacking == nil && mayBeDefault,
                    mayBeDeferred: deferral != nil
                )
            )
            return variable
        }
        let names = binding.names.map(\.text)
        return Bind(
            value: value,
            target: .local(Pattern(names: names, variables: variables, unpacking: unpacking))
        )
    }

    /// The variables of a loop, bound from here on.
    mutating func pattern(_ clause: BindingSyntax, of item: VariableID, loop: LoopID) -> Pattern {
        let variables = clause.isUnpacking ? clause.names.map { _ in newVariable() } : [item]
        for (name, variable) in zip(clause.names, variables) {
            bind(.init(name: name.text, variable: variable, loop: loop))
        }
        return Pattern(
            names: clause.names.map(\.text),
            variables: variables,
            unpacking: clause.isUnpacking ? clause.range : nil
        )
    }

    /// The variables that a global has here.
    mutating func global(_ name: String) -> GlobalTarget {
        let locals = part.scope.bindings(of: name).map(\.variable)
        return GlobalTarget(name: name, input: input(name, .variable), locals: locals)
    }

    private mutating func deferral(
        _ deferral: DeferralSyntax,
        _ around: Surroundings
    ) -> Deferral {
        let alternatives = deferral.alternatives.map { plan($0, around) }
        var inner = around
        inner.isInMessage = false
        let id = declare(
            .deferred(isLazy: deferral.isLazy),
            deferral.isLazy ? "the lazy expression" : "the deferred expression",
            .expression(deferral.expression),
            inner,
            visible: part.scope.visible
        )
        part.uses.append(.own(id))
        return Deferral(
            alternatives: alternatives,
            part: id,
            isLazy: deferral.isLazy,
            range: deferral.expression.range
        )
    }

    // MARK: - Regions

    /// Looks at an element; one that has an `id` of the source is a region.
    mutating func region(
        of element: ElementSyntax,
        into list: inout NodeList,
        _ look: (inout Checker, inout NodeList) -> Void
    ) {
        guard !isDead, let name = staticID(of: element) else { return look(&self, &list) }
        let id = RegionID(number: facts.regions.count)
        facts.regions.append(
            RegionFacts(
                kind: .element(name),
                part: part.id,
                range: element.startTag,
                inputs: [],
                reads: []
            )
        )
        part.regions.begin(id, bindings: part.scope.bindings.count)
        var inner = NodeList()
        look(&self, &inner)
        let found = part.regions.end()
        facts.regions[id.number].inputs = found.inputs
        facts.regions[id.number].reads = found.reads
        list.append(.region(Region(id: id, body: inner.finished)))
    }

    /// The `id` that the source gives to an element, whatever the data.
    private func staticID(of element: ElementSyntax) -> String? {
        guard element.namespace == nil, element.end.isWritten,
            let attribute = element.attributes.first(where: { $0.key == "id" }),
            attribute.role == .markup, attribute.pieces == nil, let value = attribute.value,
            !value.isEmpty
        else { return nil }
        let isSet = element.statements?.attributes.contains { clause in
            clause.name.map { source.markup.key($0.text) == "id" } ?? true
        }
        return isSet == true ? nil : source.text(value)
    }
}

/// The regions around the current place, and what they need so far.
struct OpenRegions {
    private var open: [Region] = []

    struct Region {
        let id: RegionID

        /// How many variables were bound when it began.
        let bindings: Int
        var inputs: Set<String> = []
        var reads: [TemplateReads.Read] = []
    }

    mutating func begin(_ id: RegionID, bindings: Int) {
        open.append(Region(id: id, bindings: bindings))
    }

    /// Ends the innermost region.
    mutating func end() -> Region {
        open.removeLast()
    }

    /// Notes a variable; one that is bound inside of a region is none of its inputs.
    mutating func note(_ name: String, boundAt position: Int?) {
        for index in open.indices where position ?? -1 < open[index].bindings {
            open[index].inputs.insert(name)
        }
    }

    mutating func note(_ read: TemplateReads.Read) {
        for index in open.indices where !open[index].reads.contains(read) {
            open[index].reads.append(read)
        }
    }
}

/// A deferred expression and the alternatives before it.
struct DeferralSyntax {
    let alternatives: [ExpressionSyntax]
    let expression: ExpressionSyntax
    let isLazy: Bool
}

extension ExpressionSyntax {
    /// The deferred expression that the value may be.
    ///
    /// It is the last alternative, since everything behind the prefix belongs to
    /// it.
    var deferral: DeferralSyntax? {
        switch kind {
        case .prefixed(let prefix, let inner) where prefix.kind == .defer || prefix.kind == .lazy:
            return DeferralSyntax(
                alternatives: [],
                expression: inner,
                isLazy: prefix.kind == .lazy
            )
        case .path(let alternatives):
            guard let last = alternatives.last?.deferral else { return nil }
            return DeferralSyntax(
                alternatives: alternatives.dropLast() + last.alternatives,
                expression: last.expression,
                isLazy: last.isLazy
            )
        default:
            return nil
        }
    }
}
