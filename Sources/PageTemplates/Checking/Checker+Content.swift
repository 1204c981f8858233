import TemplateSyntax

// What an element itself puts into the page: its tags and its content.
extension Checker {
    mutating func body(_ work: ElementWork, _ around: Surroundings, into list: inout NodeList) {
        if let use = MacroUseWork(work.statements.macros) {
            useMacro(use, work, around, into: &list)
        } else {
            ordinaryBody(work, around, into: &list)
        }
    }

    /// An element that no macro stands for.
    mutating func ordinaryBody(
        _ work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        if work.statements.script?.isElement == true {
            return script(of: work, around, into: &list)
        }
        guard let replacement = work.statements.replace else {
            return tags(work, around, into: &list)
        }
        insert(replacement, of: work, around, into: &list) { checker in
            checker.collect { checker, list in checker.tags(work, around, into: &list) }
        } isNever: { checker in
            checker.dead(work.element.children, around)
        }
    }

    /// An element's tags, where they are not left out, and its content.
    private mutating func tags(
        _ work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let element = work.element
        guard element.namespace == nil else { return content(work, around, into: &list) }
        switch work.statements.omitTag {
        case .always:
            content(work, around, into: &list)
        case .when(let test):
            let plan = plan(test, around)
            list.append(
                .omission(
                    Omission(
                        test: plan,
                        startTag: collect { checker, list in
                            let hasContent = work.hasContent
                            checker.startTag(
                                element,
                                hasContent: hasContent,
                                around,
                                into: &list
                            )
                        },
                        content: collect { checker, list in
                            checker.content(work, around, into: &list)
                        },
                        endTag: collect { checker, list in
                            checker.endTag(element, hasContent: work.hasContent, into: &list)
                        }
                    )
                )
            )
        case nil:
            startTag(element, hasContent: work.hasContent, around, into: &list)
            content(work, around, into: &list)
            endTag(element, hasContent: work.hasContent, into: &list)
        }
    }

    private mutating func content(
        _ work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        if work.statements.script != nil { return script(of: work, around, into: &list) }
        guard let clause = work.statements.content else {
            return sourceContent(work, around, into: &list)
        }
        insert(clause, of: work, around, into: &list) { checker in
            checker.collect { checker, list in
                checker.sourceContent(work, around, into: &list)
            }
        } isNever: { checker in
            checker.dead(work.element.children, around)
        }
    }

    /// The nodes that something collects.
    mutating func collect(_ look: (inout Checker, inout NodeList) -> Void) -> [PageNode] {
        var list = NodeList()
        look(&self, &list)
        return list.finished
    }

    /// Writes an end tag, if the element has one or needs one for its content.
    func endTag(_ element: ElementSyntax, hasContent: Bool, into list: inout NodeList) {
        switch element.end {
        case .tag(let range):
            list.write(source.bytes[range])
        case .selfClosed where hasContent:
            list.write("</".utf8)
            list.write(source.bytes[element.name])
            list.write(">".utf8)
        case .selfClosed, .void, .implied, .missing:
            break
        }
    }

    // MARK: - Text

    /// Text; a `<` that something else than a tag of the source follows is escaped, for
    /// what follows could make a tag of it.
    mutating func text(
        _ text: TextSyntax,
        _ around: Surroundings,
        isClosed: Bool,
        into list: inout NodeList
    ) {
        guard let pieces = text.pieces else {
            return write(source.bytes[text.range], isClosed: isClosed, into: &list)
        }
        let place = self.place(inTextOf: around)
        let written = pieces.joined(source.bytes)
        for (index, piece) in written.enumerated() {
            switch piece {
            case .literal(let bytes):
                let isLast = isClosed && index == written.count - 1
                write(bytes[...], isClosed: isLast, into: &list)
            case .hole(let hole):
                textHole(hole.expression, place, around, into: &list)
            }
        }
    }

    private func write(_ text: ArraySlice<UInt8>, isClosed: Bool, into list: inout NodeList) {
        guard !isClosed, let less = text.openTag else { return list.write(text) }
        list.write(text[..<less])
        list.write("&lt;".utf8)
        list.write(text[(less + 1)...])
    }

    /// The place of a hole in text.
    func place(inTextOf around: Surroundings) -> Place {
        let name = around.written?.localName
        let isEscapable =
            source.mode == .html && around.written?.vocabulary == .html
            && (name == "title" || name == "textarea")
        return Place(
            context: isEscapable ? .escapableText : .text,
            element: name,
            attribute: nil
        )
    }

    /// A hole in text or in an attribute: what is missing is nothing, and so is
    /// `default`, for there is nothing to fall back to.
    mutating func hole(
        _ expression: ExpressionSyntax,
        _ place: Place,
        translates: Bool = true,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        let value = plan(expression, around)
        list.append(
            .hole(
                Hole(
                    value: value,
                    place: place,
                    isStructure: false,
                    translates: translates,
                    otherwise: value.mayBeDefault ? [] : nil
                )
            )
        )
    }

    // MARK: - Values in the place of content

    /// A statement's value, and what stands for `default`; where that is never,
    /// `isNever` looks at it.
    mutating func insert(
        _ clause: InsertSyntax,
        _ around: Surroundings,
        into list: inout NodeList,
        otherwise: (inout Checker) -> [PageNode],
        isNever: (inout Checker) -> Void = { _ in }
    ) {
        if clause.isStructure, let literal = clause.value.literal {
            list.write(literal)
            return isNever(&self)
        }
        let value =
            clause.isStructure && clause.value.hasAlternatives
            ? trusted(clause.value, around) : plan(clause.value, around)
        append(value, clause, around, into: &list, otherwise, isNever)
    }

    /// Adds a value in the place of content.
    mutating func append(
        _ value: ExpressionPlan,
        _ clause: InsertSyntax,
        _ around: Surroundings,
        into list: inout NodeList,
        _ otherwise: (inout Checker) -> [PageNode],
        _ isNever: (inout Checker) -> Void
    ) {
        if clause.isStructure, !isDead { facts.structures.append(clause.range) }
        var fallback: [PageNode]?
        if value.mayBeDefault {
            fallback = otherwise(&self)
        } else {
            isNever(&self)
        }
        list.append(
            .hole(
                Hole(
                    value: value,
                    place: place(inTextOf: around),
                    isStructure: clause.isStructure,
                    translates: true,
                    otherwise: fallback
                )
            )
        )
    }

    // MARK: - Scripts

    private mutating func script(
        of work: ElementWork,
        _ around: Surroundings,
        into list: inout NodeList
    ) {
        guard let clause = work.statements.script, let script = work.element.script else { return }
        guard configuration.allowsScripts else {
            return report(
                .scriptsNotAllowed,
                "the template has a script, and scripts are not allowed",
                at: clause.language,
                notes: [
                    .init(
                        "allow scripts (TemplateConfiguration.allowsScripts, --allow-scripts) "
                            + "only if you trust whoever writes the templates"
                    )
                ]
            )
        }
        part.reads.runsScripts = true
        list.append(.script(plan(script, around)))
    }
}

/// A piece of text as it is written.
private enum WrittenPiece {
    case literal([UInt8])
    case hole(HoleSyntax)
}

extension [TextPiece] {
    /// The pieces with escaped holes as the text that they stand for, each joined with the
    /// literals around it.
    fileprivate func joined(_ source: [UInt8]) -> [WrittenPiece] {
        var pieces: [WrittenPiece] = []
        for piece in self {
            let bytes: [UInt8]
            switch piece {
            case .hole(let hole):
                pieces.append(.hole(hole))
                continue
            case .literal(let range): bytes = [UInt8](source[range])
            case .escapedHole: bytes = [UInt8]("${".utf8)
            }
            if case .literal(let before)? = pieces.last {
                pieces[pieces.count - 1] = .literal(before + bytes)
            } else {
                pieces.append(.literal(bytes))
            }
        }
        return pieces
    }
}

extension ArraySlice<UInt8> {
    /// The `<` of `<`, `</` or `</name` at the end, which more text could make a
    /// tag of.
    fileprivate var openTag: Int? {
        guard let other = lastIndex(where: { !$0.isLetter }) else { return nil }
        if self[other] == Byte.less { return other == endIndex - 1 ? other : nil }
        guard self[other] == Byte.slash, other > startIndex, self[other - 1] == Byte.less else {
            return nil
        }
        return other - 1
    }
}
