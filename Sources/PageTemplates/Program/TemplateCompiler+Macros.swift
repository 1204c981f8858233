/// The use of a macro on an element.
struct MacroUse {
    let expression: ExpressionText

    /// Whether the element defines a macro that extends the one it uses.
    let isExtension: Bool

    init?(_ statements: MacroStatements?) {
        guard let statements, let expression = statements.useMacro ?? statements.extendMacro else {
            return nil
        }
        self.expression = expression
        isExtension = statements.useMacro == nil
    }
}

extension Statements {
    /// The part of a message that is all that the element writes, once at most.
    fileprivate var onlyPart: String? {
        let isMore = onError != nil || caseOf != nil || repetition != nil
        return isMore ? nil : translation?.name?.name
    }
}

extension TemplateCompiler {
    /// A filler that is not part of a macro's use is an error; one in the
    /// original content of a use is an ordinary element.
    mutating func filler(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        if let filler = work.statements.macros?.fillSlot, !isInOriginalOfUse {
            throw misplaced("a slot can be filled only inside of 'metal:use-macro'", filler.range)
        }
        try stage(index + 1, work)
    }

    /// A macro is rendered where it is defined, too.
    mutating func macro(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let macro = work.statements.macros?.defineMacro else { return }
        if let first = macros[macro.name] {
            throw TemplateError(
                .duplicateStatement,
                "the template defines the macro '\(macro.name)' twice",
                in: tree.source,
                at: macro.range,
                notes: [.init("the first is here", at: tree.source.location(of: first.range))]
            )
        }
        macros[macro.name] = macro
        let procedure = declare("macro '\(macro.name)'", work, from: index + 1)
        macroProcedures[macro.name] = procedure
        uses.append(.own(procedure))
        var call = Instruction(.callMacro)
        call.operand = Int32(tables.macroCalls.count)
        tables.macroCalls.append(
            MacroCallPlan(
                name: macro.name,
                fillers: [:],
                procedure: procedure,
                isExtension: false,
                part: work.statements.onlyPart
            )
        )
        builder.emitOutput(call)
    }

    /// A slot has its own content unless the macro's caller fills it.
    mutating func slot(_ index: Int, _ work: ElementWork) throws(TemplateError) {
        guard let slot = work.statements.macros?.defineSlot else { return }
        guard macroDepth > 0 else {
            throw misplaced("a slot can be defined only inside of 'metal:define-macro'", slot.range)
        }
        let end = builder.label()
        var fill = Instruction(.fillSlot)
        fill.operand = Int32(tables.slots.count)
        fill.target = end.number
        tables.slots.append(SlotPlan(name: slot.name, procedure: currentProcedure))
        builder.emitOutput(fill)
        try stage(index + 1, work)
        builder.bind(end)
    }

    /// Compiles a macro in the place of an element.
    ///
    /// The element's own tags and content, fillers aside, are used only where
    /// the expression gives `default`.
    mutating func useMacro(_ use: MacroUse, _ work: ElementWork) throws(TemplateError) {
        let expression = try expression(use.expression)
        let mark = builder.mark()
        let value = try materialize(expression, nil, calls: false)
        let fillers = try fillers(of: work.element)
        let alternatives = expression.macroUses(of: self)
        // Which of several is called, only the render knows.
        uses.append(alternatives.count == 1 ? alternatives[0] : .computed)
        tables.macroUses.append(
            MacroUseSite(
                procedure: currentProcedure,
                uses: alternatives,
                place: use.expression.range,
                fillers: work.element.slotFillers.compactMap { $0.statements?.macros?.fillSlot },
                isExtension: use.isExtension
            )
        )
        let original = builder.label()
        let end = builder.label()
        var call = Instruction(.callMacro)
        call.b = value.register
        call.operand = Int32(tables.macroCalls.count)
        call.target = original.number
        tables.macroCalls.append(
            MacroCallPlan(
                name: String(use.expression.text.split(separator: "/").last ?? ""),
                fillers: fillers,
                procedure: nil,
                isExtension: use.isExtension
            )
        )
        builder.place = use.expression.range
        builder.emitOutput(call)
        builder.jump(to: end)
        builder.bind(original)
        if value.mayBeDefault { try originalOfUse(work) }
        builder.bind(end)
        builder.release(to: mark)
    }

    private mutating func originalOfUse(_ work: ElementWork) throws(TemplateError) {
        let outer = isInOriginalOfUse
        isInOriginalOfUse = true
        try ordinaryBody(work)
        isInOriginalOfUse = outer
    }

    /// Declares the procedures that fill slots, by the names of the slots.
    private mutating func fillers(
        of element: MarkupElement
    ) throws(TemplateError) -> [String: Int] {
        var fillers: [String: Int] = [:]
        for filler in element.slotFillers {
            guard let statements = filler.statements, let slot = statements.macros?.fillSlot else {
                continue
            }
            guard fillers[slot.name] == nil else {
                throw TemplateError(
                    .duplicateStatement,
                    "the slot '\(slot.name)' is filled twice",
                    in: tree.source,
                    at: slot.range
                )
            }
            let work = ElementWork(
                element: filler,
                statements: statements,
                indentation: statements.repetition == nil ? [] : indentation(of: filler)
            )
            let procedure = declare("the filler of slot '\(slot.name)'", work, from: 1)
            fillers[slot.name] = procedure
            uses.append(.own(procedure))
        }
        return fillers
    }

    /// The line end and the indentation before an element that is the first thing
    /// on its line, which belong to its loop.
    private func indentation(of element: MarkupElement) -> [UInt8] {
        let before = tree.source.bytes[..<element.startTag.lowerBound]
        let text = before.lastIndex { $0 != Byte.space && $0 != Byte.tab }
        guard let text, before[text] == Byte.newline else { return [] }
        let hasReturn = text > 0 && before[text - 1] == Byte.carriageReturn
        return Array(before[(hasReturn ? text - 1 : text)...])
    }

    private func misplaced(_ message: String, _ range: Range<Int>) -> TemplateError {
        TemplateError(.misplacedStatement, message, in: tree.source, at: range)
    }
}

extension MarkupElement {
    /// The elements inside that fill slots of the macro that this element uses;
    /// everything else in it is ignored.
    fileprivate var slotFillers: [MarkupElement] {
        var fillers: [MarkupElement] = []
        for case .element(let child) in children {
            if child.statements?.macros?.fillSlot != nil {
                fillers.append(child)
            } else {
                fillers += child.slotFillers
            }
        }
        return fillers
    }
}
