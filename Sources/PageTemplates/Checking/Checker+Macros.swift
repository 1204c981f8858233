import TemplateSyntax

/// The use of a macro on an element.
struct MacroUseWork {
    let use: MacroUseSyntax

    /// Whether the element defines a macro that extends the one it uses.
    let isExtension: Bool

    init?(_ statements: MacroStatements?) {
        guard let statements, let use = statements.useMacro ?? statements.extendMacro else {
            return nil
        }
        self.use = use
        isExtension = statements.useMacro == nil
    }
}

extension Statements {
    /// The part of a message that is all that the element writes, once at most.
    fileprivate var onlyPart: String? {
        let isMore = onError != nil || caseOf != nil || repetition != nil
        return isMore ? nil : translation?.name?.text
    }
}

// Macros, their uses and their slots.
extension Checker {
    /// A filler that is not part of a macro's use is an error; one in the
    /// original content of a use is an ordinary element.
    mutating func checkFiller(_ work: ElementWork, _ around: Surroundings) {
        guard let filler = work.statements.macros?.fillSlot, !around.isInOriginalOfUse else {
            return
        }
        report(
            .misplacedStatement,
            "a slot can be filled only inside of 'metal:use-macro'",
            at: filler.range
        )
    }

    /// A macro is rendered where it is defined, too.
    mutating func macro(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let macro = work.statements.macros?.defineMacro else { return }
        if let first = macros[macro.text], first.range != macro.range {
            report(
                .duplicateStatement,
                "the template defines the macro '\(macro.text)' twice",
                at: macro.range,
                notes: [note("the first is here", at: first.range)]
            )
            return element(work, from: stage, around, into: &list)
        }
        macros[macro.text] = macro
        let id = macroParts[macro.text] ?? declare(macro, .element(work, stage: stage), around)
        part.uses.append(.own(id))
        list.append(
            .call(
                Call(
                    target: .definition(id),
                    name: macro.text,
                    fillers: [:],
                    isExtension: false,
                    part: work.statements.onlyPart,
                    range: work.element.startTag
                )
            )
        )
    }

    private mutating func declare(
        _ macro: NamedSyntax,
        _ body: PendingPart.Body,
        _ around: Surroundings
    ) -> PartID {
        var inner = around.inPart
        inner.macroDepth += 1
        let id = declare(.macro(macro.text), "macro '\(macro.text)'", body, inner)
        macroParts[macro.text] = id
        return id
    }

    /// A slot has its own content unless the macro's caller fills it.
    mutating func slot(
        _ work: ElementWork,
        from stage: Int,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let slot = work.statements.macros?.defineSlot else { return }
        guard around.macroDepth > 0 else {
            report(
                .misplacedStatement,
                "a slot can be defined only inside of 'metal:define-macro'",
                at: slot.range
            )
            return element(work, from: stage, around, into: &list)
        }
        facts.slots.append((slot.text, part.id))
        let region = facts.regions.count
        facts.regions.append(
            RegionFacts(
                kind: .slot(slot.text),
                part: part.id,
                range: work.element.startTag,
                inputs: [],
                reads: []
            )
        )
        part.regions.begin(RegionID(number: region), bindings: part.scope.bindings.count)
        let body = inside(work, from: stage, around)
        let found = part.regions.end()
        facts.regions[region].inputs = found.inputs
        facts.regions[region].reads = found.reads
        list.append(.slot(Slot(name: slot.text, range: work.element.startTag, body: body)))
    }

    /// A macro in the place of an element.
    ///
    /// The element's own tags and content, fillers aside, are used only where
    /// the expression gives `default`.
    mutating func useMacro(
        _ work: MacroUseWork,
        _ element: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let expression = work.use.value
        let value = plan(expression, around, isCalled: false)
        let found = slotFillers(of: element.element, around)
        let fillers = declare(found)
        let alternatives = uses(of: expression)
        // Which of several is called, only the render knows.
        part.uses.append(alternatives.count == 1 ? alternatives[0] : .computed)
        facts.uses.append(
            Facts.Use(
                part: part.id,
                uses: alternatives,
                range: work.use.text.range,
                fillers: found.compactMap { $0.0.statements?.macros?.fillSlot },
                isExtension: work.isExtension
            )
        )
        var original: [PageNode]?
        if value.mayBeDefault {
            var inner = around
            inner.isInOriginalOfUse = true
            original = collect { checker, list in
                checker.ordinaryBody(element, inner, into: &list)
            }
        }
        list.append(
            .call(
                Call(
                    target: .use(value, otherwise: original),
                    name: String(work.use.text.text.split(separator: "/").last ?? ""),
                    fillers: fillers,
                    isExtension: work.isExtension,
                    part: nil,
                    range: work.use.text.range
                )
            )
        )
    }

    /// Declares the parts that fill slots, by the names of the slots.
    private mutating func declare(
        _ found: [(ElementSyntax, Surroundings)]
    ) -> [String: PartID] {
        var fillers: [String: PartID] = [:]
        for (filler, inner) in found {
            guard let statements = filler.statements, let slot = statements.macros?.fillSlot else {
                continue
            }
            guard fillers[slot.text] == nil else {
                report(
                    .duplicateStatement,
                    "the slot '\(slot.text)' is filled twice",
                    at: slot.range
                )
                continue
            }
            let place = filler.startTag.lowerBound
            let id = fillerParts[place] ?? declare(filler, statements, filling: slot.text, inner)
            fillerParts[place] = id
            fillers[slot.text] = id
            part.uses.append(.own(id))
        }
        return fillers
    }

    private mutating func declare(
        _ filler: ElementSyntax,
        _ statements: Statements,
        filling slot: String,
        _ around: Surroundings
    ) -> PartID {
        let work = ElementWork(
            element: filler,
            statements: statements,
            indentation: statements.repetition == nil ? [] : indentation(of: filler)
        )
        var inner = around.inPart
        if statements.macros?.defineMacro != nil { inner.macroDepth += 1 }
        let title = "the filler of slot '\(slot)'"
        return declare(.filler(slot: slot), title, .element(work, stage: 1), inner)
    }

    /// The elements inside that fill slots of the macro that an element uses, and what is
    /// around them; everything else in it is ignored.
    private mutating func slotFillers(
        of element: ElementSyntax,
        _ outer: Surroundings
    ) -> [(ElementSyntax, Surroundings)] {
        var found: [(ElementSyntax, Surroundings)] = []
        var open = element.children.reversed().map { ($0, outer) }
        while let (node, outer) = open.popLast() {
            guard case .element(let child) = node else { continue }
            let inner = around(child, outer)
            if child.statements?.macros?.fillSlot != nil {
                found.append((child, inner))
            } else {
                open += child.children.reversed().map { ($0, inner) }
            }
        }
        return found
    }

    /// The line end and the indentation before an element that is the first thing
    /// on its line, which belong to its loop.
    private func indentation(of element: ElementSyntax) -> [UInt8] {
        let before = source.bytes[..<element.startTag.lowerBound]
        let text = before.lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text, before[text] == Byte.newline else { return [] }
        let hasReturn = text > 0 && before[text - 1] == Byte.carriageReturn
        return Array(before[(hasReturn ? text - 1 : text)...])
    }

    // MARK: - What a use calls

    /// What a macro's use may call, as far as it is known.
    private func uses(of expression: ExpressionSyntax) -> [MacroUse] {
        switch expression.kind {
        case .path(let alternatives):
            return alternatives.flatMap { uses(of: $0) }
        case .prefixed(let prefix, let inner) where prefix.kind == .nocall:
            return uses(of: inner)
        case .load(let name):
            return [.linked(template: path(to: name.text), macro: nil)]
        case .walk(let walk):
            return [use(of: walk)]
        case .python(let node):
            guard case .tales(let inner) = node.kind else { return [.computed] }
            return uses(of: inner)
        default:
            return [.computed]
        }
    }

    private func use(of walk: PathSyntax) -> MacroUse {
        let keys = walk.steps.compactMap(\.literalKey)
        guard keys.count == walk.steps.count,
            case .builtin(let builtin) = part.scope.meaning(of: walk.root.text)
        else { return .computed }
        switch builtin {
        case .macros where keys.count == 1:
            return .linked(template: source.name, macro: keys[0])
        case .template where keys.count == 2 && keys[0] == "macros":
            return .linked(template: source.name, macro: keys[1])
        case .templates:
            let name = keys.prefix { $0 != "macros" }.joined(separator: "/")
            let rest = keys.drop { $0 != "macros" }.dropFirst()
            return .linked(template: name, macro: rest.first)
        default:
            return .computed
        }
    }
}

extension Surroundings {
    /// The same for a part of its own.
    fileprivate var inPart: Surroundings {
        var inner = self
        inner.choice = nil
        inner.isInMessage = false
        inner.isInOriginalOfUse = false
        return inner
    }
}
