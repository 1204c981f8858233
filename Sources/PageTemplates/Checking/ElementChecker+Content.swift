// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// What an element itself puts into the page: its tags and its content.
extension ElementChecker {
    func body(into list: inout NodeList) {
        if let use = MacroUseWork(statements.macros) {
            useMacro(use, into: &list)
        } else {
            ordinaryBody(into: &list)
        }
    }

    /// An element that no macro stands for.
    func ordinaryBody(into list: inout NodeList) {
        if statements.script?.isElement == true { return script(into: &list) }
        guard let clause = statements.replace else { return tags(into: &list) }
        // The element itself is not written then.
        contentValue(clause, in: outer, into: &list) { list in tags(into: &list) }
    }

    /// An element's tags, where they are not left out, and its content.
    private func tags(into list: inout NodeList) {
        guard element.namespace == nil else { return content(into: &list) }
        switch statements.omitTag {
        case .always:
            let body = collect(content)
            checkOmission(of: body)
            list.append(contentsOf: body)
        case .when(let test):
            list.append(.omission(omission(test)))
        case nil:
            startTag(into: &list)
            list.addContent(of: element, content)
            endTag(into: &list)
        }
    }

    /// Tags that may be left out, and the content between them.
    private func omission(_ test: ExpressionSyntax) -> Omission {
        let plan = expressions.plan(test)
        let (start, content, end) = (collect(startTag), collect(content), collect(endTag))
        checkOmission(of: content)
        let isMarked = element.dropsLineEnd && content.first?.isLiteral == false
        return Omission(
            test: plan,
            startTag: start + (isMarked ? [.lineEnd(.begin)] : []),
            content: content,
            endTag: (isMarked ? [.lineEnd(.end)] : []) + end
        )
    }

    /// Reports an element whose tags may be left out, where browsers would read its body by other
    /// rules then.
    private func checkOmission(of body: [PageNode]) {
        let isInCode = Place(inTextOf: outer, state.source).context == .code
        let place = Place(inTextOf: element, state.source)
        if place.filter == .textOnly { state.checkElements(inTextOf: element) }
        let isUnsafe =
            if isInCode { !body.allSatisfy(\.isLiteral) } else {
                place.context == .code && !body.allSatisfy(\.isTextAnywhere)
            }
        guard isUnsafe || element.isBoundary else { return }
        guard isInCode else { return state.reportOmission(of: element) }
        state.report(
            .unsafePlace,
            "data in an element in <\(outer?.localName ?? "")> whose tags may be left out",
            at: element.startTag.lowerBound..<element.name.upperBound,
            notes: [.init("let the whole element depend on a condition")]
        )
    }

    private func startTag(into list: inout NodeList) {
        CodeFinder(state, element, around).note()
        tag.startTag(hasContent: hasContent, into: &list)
    }

    private func endTag(into list: inout NodeList) {
        list.writeEndTag(of: element, hasContent: hasContent, state.source.bytes)
    }

    /// Whether the element gets content even where the source has none.
    private var hasContent: Bool {
        statements.content != nil || statements.translation?.translate?.text.isEmpty == false
    }

    private func content(into list: inout NodeList) {
        if statements.script != nil { return script(into: &list) }
        guard let clause = statements.content else { return sourceContent(into: &list) }
        contentValue(clause, in: written, into: &list) { list in
            if element.dropsLineEnd { list.append(.lineEnd(.asWritten)) }
            sourceContent(into: &list)
        }
    }

    /// The nodes that something collects.
    func collect(_ look: (inout NodeList) -> Void) -> [PageNode] {
        var list = NodeList()
        look(&list)
        return list.finished
    }

    // MARK: - Values in the place of content

    /// The value of `tal:content` or `tal:replace`, which may be a message, and what stands
    /// for `default`; where that is never, the content of the source is dead.
    private func contentValue(
        _ clause: InsertSyntax,
        in holder: ElementSyntax?,
        into list: inout NodeList,
        original content: (inout NodeList) -> Void
    ) {
        let original: (inout NodeList) -> Void = { list in
            let isMeant = state.saysDefault(clause.value.range)
            if isMeant { content(&list) } else { state.withoutTexts(content, &list) }
        }
        let mayBeOriginal =
            statements.translation?.translate == nil
            ? insert(clause, in: holder, into: &list, original: original)
            : append(message(of: clause.value), of: clause, in: holder, into: &list, original)
        if !mayBeOriginal { level.dead(element.children, in: written) }
    }

    /// Inserts the value of a statement into an element that is written, and says whether the
    /// original can stand for it.
    func insert(
        _ clause: InsertSyntax,
        in holder: ElementSyntax?,
        into list: inout NodeList,
        original: (inout NodeList) -> Void
    ) -> Bool {
        if clause.isStructure, let literal = clause.value.literal {
            let place = Place(inTextOf: holder, state.source)
            guard place.filter.takesPieces, state.source.mode != .text else {
                list.write(literal)
                return false
            }
            state.checkMarkup(literal, at: place.ofMessage, clause.value.range)
            let mode = state.source.markup.mode
            list.write(literal.beforeText(mode, isTextOnly: place.filter == .textOnly))
            return false
        }
        let value =
            clause.isStructure && clause.value.hasAlternatives
            ? expressions.trusted(clause.value) : expressions.plan(clause.value)
        return append(value, of: clause, in: holder, into: &list, original)
    }

    private func append(
        _ value: ExpressionPlan,
        of clause: InsertSyntax,
        in holder: ElementSyntax?,
        into list: inout NodeList,
        _ original: (inout NodeList) -> Void
    ) -> Bool {
        if clause.isStructure, !clause.value.hasAlternatives {
            state.noteStructure(clause.value.range)
        }
        let place = place(of: clause, in: holder)
        if let condition = place.filter.condition, !clause.isStructure {
            state.warn(
                .possibleRefusal,
                "data in <\(place.element ?? "")> is refused unless it is \(condition)",
                at: clause.value.range,
                notes: [.init(place.filter.remedy)]
            )
        }
        let hole = Hole(
            value: value,
            place: place,
            isStructure: clause.isStructure,
            translates: true,
            otherwise: value.mayBeDefault ? collect(original) : nil
        )
        list.append(.hole(hole))
        return value.mayBeDefault
    }

    /// The place of a value in the place of content.
    private func place(of clause: InsertSyntax, in holder: ElementSyntax?) -> Place {
        var place = Place(inTextOf: holder, state.source)
        if holder !== element { place = state.place(place, in: holder, at: element.startTag) }
        if place.context == .code, holder !== element {
            // Nobody knows what stands around it in the code.
            place.filter = place.filter.vouchedOnly
        } else if place.filter == .script, !clause.isJSON {
            // A text would be a constant that nothing uses: whoever writes this means code.
            place.filter = .code
        } else if clause.isJSON, place.filter.takesPieces {
            place.filter = .json
        }
        return place
    }

    // MARK: - Scripts

    private func script(into list: inout NodeList) {
        guard let clause = statements.script, let script = element.script else { return }
        let remedy = TemplateError.Note(
            "allow scripts (TemplateConfiguration.allowsScripts, --allow-scripts) "
                + "only if you trust whoever writes the templates"
        )
        guard state.configuration.allowsScripts else {
            return state.report(
                .scriptsNotAllowed,
                "the template has a script, and scripts are not allowed",
                at: clause.language,
                notes: [remedy]
            )
        }
        if state.configuration.warnsOfScripts {
            state.warn(
                .scriptsNotAllowed,
                "the template has a script, which not every application allows",
                at: clause.language,
                notes: [remedy]
            )
        }
        state.part.reads.runsScripts = true
        list.append(.script(expressions.plan(script)))
    }
}

extension PageNode {
    /// Whether it is text of the source in which nobody reads markup.
    fileprivate var isTextAnywhere: Bool {
        if case .literal(let bytes) = self { !bytes.contains(Byte.less) } else { false }
    }
}
