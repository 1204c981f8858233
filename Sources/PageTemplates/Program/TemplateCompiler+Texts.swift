extension TemplateCompiler {
    /// Notes the content of an element for translators.
    mutating func noteContent(_ plan: ContentMessagePlan, of work: ElementWork, from start: Int) {
        let content = fixedContent(from: start).map { bytes in
            let text = plan.scope.keepsSpace ? bytes : bytes.normalizingSpace
            return String(decoding: text, as: UTF8.self)
        }
        guard let id = plan.id ?? content else {
            if work.statements.translation?.isIgnored != true {
                tables.computedTexts.append(tree.source.location(of: work.element.startTag))
            }
            return
        }
        note(id, in: plan.scope, of: work, defaultText: id == content ? nil : content)
    }

    /// Notes the text of an attribute for translators.
    mutating func noteAttribute(
        _ plan: MessagePlan,
        _ attribute: TranslatedAttribute,
        of element: MarkupElement
    ) {
        guard let statements = element.statements else { return }
        if statements.translation?.ignoredAttributes.contains(attribute.name) == true { return }
        guard let id = plan.id ?? plan.text else {
            tables.computedTexts.append(tree.source.location(of: element.startTag))
            return
        }
        let work = ElementWork(element: element, statements: statements, indentation: [])
        note(id, in: plan.scope, of: work, defaultText: id == plan.text ? nil : plan.text)
    }

    /// Notes a text for translators, unless it is empty or they shall not care.
    mutating func note(
        _ id: String,
        in scope: TranslationScope,
        of work: ElementWork,
        defaultText: String? = nil
    ) {
        let statements = work.statements.translation
        guard !id.isEmpty, statements?.isIgnored != true else { return }
        tables.texts.append(
            TranslatableText(
                id: id,
                domain: scope.domain,
                context: scope.context,
                defaultText: defaultText,
                comment: statements?.comment,
                hasPlural: statements?.data != nil,
                location: tree.source.location(of: work.element.startTag)
            )
        )
    }

    /// The content that a message captures, as far as it is always the same:
    /// what conditions leave out is taken to be there.
    private func fixedContent(from start: Int) -> [UInt8]? {
        var content: [UInt8] = []
        var depth = 0
        for instruction in builder.instructions[start...] {
            if depth == 0 { content += builder.literal(of: instruction) }
            switch instruction.opcode {
            case .beginPart:
                depth += 1
            case .endPart:
                depth -= 1
                let name = tables.messageParts[Int(instruction.operand)].name
                if depth == 0 { content += "${\(name)}".utf8 }
            case .callMacro where depth == 0:
                guard let name = tables.macroCalls[Int(instruction.operand)].part else {
                    return nil
                }
                content += "${\(name)}".utf8
            case .endMessage where depth == 0:
                return content
            default:
                guard depth > 0 || instruction.opcode.leavesContentFixed else { return nil }
            }
        }
        return content
    }
}

extension Opcode {
    /// Whether an instruction writes nothing but its literal, and leads on or
    /// leaves something out.
    fileprivate var leavesContentFixed: Bool {
        switch self {
        case .literal, .jumpIfFalse, .jumpIfTrue, .constant, .copy, .member, .computedMember,
            .namespace,
            .concatenate, .negate, .trust, .unpack, .bindGlobal, .loopProperty, .loopMapping,
            .currentError, .linkedTemplate, .message, .pythonName, .pythonBinary, .pythonUnary,
            .pythonCompare, .pythonAttribute, .pythonItem, .pythonSlice, .pythonCollection,
            .pythonCall, .pythonFormat, .pythonIterate, .pythonUnpack, .pythonAppend,
            .pythonGather, .pythonKeep, .deferred, .application, .give,
            .scriptBegin, .scriptEnd, .scriptAssign, .scriptUnbind,
            .scriptUpdate,
            .scriptSetItem, .scriptDeleteItem, .scriptSetSlice, .scriptDeleteSlice,
            .scriptIterate, .scriptNext, .scriptRaise, .scriptMatch, .scriptCaught,
            .scriptBeginHandling, .scriptEndHandling, .scriptResume:
            true
        case .text, .structure, .attribute, .attributeSet, .jump, .loopBegin,
            .loopNext, .caseTest, .pushHandler, .popHandler, .callMacro, .fillSlot, .leave, .end,
            .beginMessage, .endMessage, .beginPart, .endPart:
            false
        }
    }
}

extension Collection<UInt8> {
    /// The words with one space between them.
    var normalizingSpace: [UInt8] {
        Array(split(whereSeparator: \.isSpace).joined(separator: [Byte.space]))
    }
}
