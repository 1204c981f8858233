// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The places of values in attributes.
extension TagChecker {
    /// The place of a whole value of an attribute.
    func place(of name: String, quote: UInt8?) -> Place {
        let meaning = meaning(of: name)
        return Place(
            context: .attribute(meaning, quote: quote ?? Byte.quote),
            element: element.localName,
            attribute: state.source.markup.key(name),
            mode: state.source.markup.mode,
            filter: trusting(meaning.filter, meaning, isWhole: true)
        )
    }

    /// What a browser makes of an attribute of the element.
    func meaning(of name: String) -> AttributeMeaning {
        let (element, source) = (element, state.source)
        let around = AttributeSurroundings(element: element.ruledName, mode: source.markup.mode) {
            name in
            element.sibling(name, source)
        }
        return state.configuration.places.meaning(of: name.lowercased(), in: around)
    }

    /// The places of the holes in the value of an attribute, one after the other, whose
    /// literals have their references resolved; reports where no value can stand.
    func places(of pieces: [StringPieceSyntax], in place: Place, _ name: String) -> [Place] {
        guard place.meaning != .plain else {
            return Array(repeating: place, count: pieces.lazy.compactMap(\.hole).count)
        }
        var grammar = place.meaning.grammar
        var places: [Place] = []
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let bytes, _): grammar.read(bytes)
            case .hole(let hole, _):
                let next = FollowingText(behind: index, of: pieces) { piece in
                    if case .literal(let bytes, _) = piece { bytes } else { nil }
                }
                let found = grammar.filter(before: next)
                var place = place
                place.filter = filter(found, of: place, hole, name, isWhole: pieces.count == 1)
                if !isConstant(hole) { warnOfRefusal(place, name, at: hole.range) }
                places.append(place)
            }
        }
        if let fault = grammar.fault, let last = pieces.compactMap(\.hole).last {
            _ = filter(.failure(fault), of: place, last, name, isWhole: false)
        }
        return places
    }

    /// Reports data in an attribute that decides what elements are: the declaration of a prefix,
    /// and what makes the content of a template one of the page.
    func checkStructure(_ name: String, at range: Range<Int>) {
        let isXML = state.source.mode == .xml
        let remedy: String? =
            switch name.lowercased() {
            case "xmlns" where isXML: "write the namespace in the template"
            case let name where isXML && name.hasPrefix("xmlns:"):
                "write the namespace in the template"
            case "shadowrootmode" where element.ruledName == "template":
                "write 'open' or 'closed' in the template, or let a condition choose the element"
            default: nil
            }
        guard let remedy else { return }
        state.report(.unsafePlace, "data in '\(name)'", at: range, notes: [.init(remedy)])
    }

    private func filter(
        _ found: Result<PlaceFilter, UnsafePlace>,
        of place: Place,
        _ hole: ExpressionSyntax,
        _ name: String,
        isWhole: Bool
    ) -> PlaceFilter {
        switch found {
        case .success(let filter):
            noteTrust(in: filter, place.meaning, isWhole: isWhole)
            return trusting(filter, place.meaning, isWhole: isWhole)
        case .failure where place.meaning == .handler && state.configuration.trustsHandlers:
            state.facts.foreign.hasHandlers = true
            return .none
        case .failure(let unsafe):
            let message = "data in '\(name)' \(unsafe.place)"
            state.report(.unsafePlace, message, at: hole.range, notes: [.init(unsafe.remedy)])
            return .none
        }
    }

    /// The filter, where the application trusts data that a filter would hold back.
    private func trusting(
        _ filter: PlaceFilter,
        _ meaning: AttributeMeaning,
        isWhole: Bool
    ) -> PlaceFilter {
        switch filter {
        // A text would be a constant that nothing uses: whoever writes this means code.
        case .script where isWhole && meaning == .handler:
            state.configuration.trustsHandlers ? .none : .code
        case .vouched: state.configuration.trustsScriptURLs ? .link : .vouched
        default: filter
        }
    }

    /// Notes what an application has to trust for a value of data.
    private func noteTrust(in filter: PlaceFilter, _ meaning: AttributeMeaning, isWhole: Bool) {
        if filter == .vouched { state.facts.foreign.hasScriptURLs = true }
        if filter == .script, isWhole, meaning == .handler {
            state.facts.foreign.hasHandlers = true
        }
    }

    // MARK: - Values that a statement gives

    /// A plan whose own literals are the author's at its place, and whose values in texts are
    /// filtered by what they are there.
    func placed(
        _ value: ExpressionSyntax,
        _ plan: ExpressionPlan,
        _ place: Place,
        _ name: String
    ) -> ExpressionPlan {
        guard place.meaning != .plain else { return plan }
        guard case .path(let alternatives) = value.kind else {
            return placed(text: value, plan, place, name)
        }
        guard alternatives.count > 1, case .first(let plans) = plan.kind else {
            return placed(alternatives[0], plan, place, name)
        }
        let placed = zip(alternatives, plans).map { self.placed($0, $1, place, name) }
        return ExpressionPlan(.first(placed), plan.range, mayBeDefault: plan.mayBeDefault)
    }

    private func placed(
        text value: ExpressionSyntax,
        _ plan: ExpressionPlan,
        _ place: Place,
        _ name: String
    ) -> ExpressionPlan {
        if let constant = value.pythonText {
            return ExpressionPlan(.constant(.object(SafeText(.author, constant))), plan.range)
        }
        guard case .text = plan.kind, let pieces = value.pieces else {
            if !isConstant(value) {
                noteTrust(in: place.meaning.filter, place.meaning, isWhole: true)
                warnOfRefusal(place, name, at: value.range)
            }
            return plan
        }
        return placed(plan, places(of: pieces, in: place, name))
    }

    /// A text whose values are filtered by their places.
    func placed(_ plan: ExpressionPlan, _ places: [Place]) -> ExpressionPlan {
        guard case .text(let parts) = plan.kind, places.contains(where: { $0.meaning != .plain })
        else { return plan }
        var places = places[...]
        let placed = parts.map { part -> ExpressionPlan.TextPart in
            guard case .value(let value) = part, let place = places.popFirst() else { return part }
            return .filtered(value, place.filter)
        }
        return ExpressionPlan(.placed(placed), plan.range)
    }

    /// Whether a value is the author's own: a literal, `nothing` or `default`.
    func isConstant(_ expression: ExpressionSyntax) -> Bool {
        switch expression.kind {
        case .path(let alternatives): alternatives.allSatisfy(isConstant)
        case .walk(let walk): isBuiltin(.nothing, walk) || isBuiltin(.default, walk)
        default: expression.literal != nil || expression.pythonText != nil
        }
    }

    private func isBuiltin(_ builtin: BuiltinName, _ walk: PathSyntax) -> Bool {
        guard walk.steps.isEmpty else { return false }
        if case .builtin(builtin) = state.part.scope.meaning(of: walk.root.text) { return true }
        return false
    }

    // MARK: - Refusals

    private func warnOfRefusal(_ place: Place, _ name: String, at range: Range<Int>) {
        guard let condition = place.filter.condition else { return }
        state.warn(
            .possibleRefusal,
            "data in '\(name)' is refused unless it is \(condition)",
            at: range,
            notes: [.init(place.filter.remedy)]
        )
    }
}

extension TextPiece {
    /// The hole, where it is one.
    var hole: HoleSyntax? {
        if case .hole(let hole) = self { hole } else { nil }
    }
}

extension ExpressionSyntax {
    /// Whether it is a text with values in it, and nothing else.
    var isText: Bool {
        guard case .path(let alternatives) = kind else { return pieces != nil }
        return alternatives.count == 1 && alternatives[0].isText
    }

    /// The text that is written out as one of Python.
    fileprivate var pythonText: String? {
        guard case .python(let node) = kind, case .constant(.string(let text)) = node.kind else {
            return nil
        }
        return text
    }
}

extension ElementSyntax {
    /// What is known of an attribute before the page is rendered; in XML a name in another case
    /// is another name.
    func sibling(
        _ name: String,
        _ source: TemplateSource
    ) -> AttributeSurroundings.Sibling {
        for clause in statements?.attributes ?? [] {
            guard let given = clause.name?.text else { return .open }
            if source.markup.key(given) == name { return .open }
        }
        let translated = statements?.translation?.attributes ?? []
        if translated.contains(where: { source.markup.key($0.name.text) == name }) {
            return .open
        }
        guard let attribute = attributes.first(where: { $0.key == name }) else { return .absent }
        guard attribute.pieces == nil, !hasEntity(attribute, source) else { return .open }
        return .fixed(attribute.decodedValue(in: source.markup))
    }
}

extension ElementSyntax {
    /// Whether only the document says what an attribute is.
    private func hasEntity(_ attribute: AttributeSyntax, _ source: TemplateSource) -> Bool {
        guard source.mode == .xml, let value = attribute.value else { return false }
        return source.bytes[value].documentEntity != nil
    }
}

extension Place {
    /// What a browser makes of the value of the attribute.
    var meaning: AttributeMeaning {
        guard case .attribute(let meaning, _) = context else { return .plain }
        return meaning
    }

    /// The quote around the value.
    var quote: UInt8 {
        guard case .attribute(_, let quote) = context else { return Byte.quote }
        return quote
    }
}

extension StringPieceSyntax {
    fileprivate var hole: ExpressionSyntax? {
        guard case .hole(let expression, _) = self else { return nil }
        return expression
    }

    fileprivate var literal: [UInt8] {
        guard case .literal(let bytes, _) = self else { return [] }
        return bytes
    }
}
