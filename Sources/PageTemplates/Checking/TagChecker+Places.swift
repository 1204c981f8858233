// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The places of values in attributes.
extension TagChecker {
    /// The place of a value of an attribute.
    func place(of name: String, quote: UInt8?) -> Place {
        Place(
            context: .attribute(AttributeMeaning.of(name.lowercased()), quote: quote ?? Byte.quote),
            element: element.localName,
            attribute: state.source.markup.key(name),
            mode: state.source.markup.mode
        )
    }

    /// Looks at the place of a value that a statement gives to an attribute.
    func checkPlace(of value: ExpressionSyntax, _ place: Place, _ name: String) {
        guard !isConstant(value) else { return }
        checkPlace(of: value.pieces ?? [.hole(value, value.range)], place, name)
    }

    /// Looks at the places of holes in the value of an attribute.
    func checkPlace(of pieces: [StringPieceSyntax], _ place: Place, _ name: String) {
        guard let hole = pieces.lazy.compactMap(\.hole).first else { return }
        switch place.meaning {
        case .plain: return
        case .handler where state.configuration.trustsHandlers:
            state.facts.foreign.hasHandlers = true
        case .handler, .document:
            let content = place.meaning == .handler ? "code" : "a document"
            state.report(
                .unsafePlace,
                "data in '\(name)', which holds \(content)",
                at: hole.range,
                notes: [.init(AttributeMeaning.codeRemedy)]
            )
        case .style:
            let message = "nothing checks what data declares in '\(name)'"
            state.warn(.uncheckedStyle, message, at: hole.range)
        case .url where !pieces.decideScheme:
            state.warn(
                .uncheckedAddress,
                "nothing checks the scheme of '\(name)'",
                at: hole.range,
                notes: [.init("begin it with literal text, as in '/product/${id}'")]
            )
        case .url: return
        }
    }

    /// Whether a value is the author's own: a literal, `nothing` or `default`.
    private func isConstant(_ expression: ExpressionSyntax) -> Bool {
        switch expression.kind {
        case .path(let alternatives): alternatives.allSatisfy(isConstant)
        case .walk(let walk): isBuiltin(.nothing, walk) || isBuiltin(.default, walk)
        default: expression.literal != nil
        }
    }

    private func isBuiltin(_ builtin: BuiltinName, _ walk: PathSyntax) -> Bool {
        guard walk.steps.isEmpty else { return false }
        if case .builtin(builtin) = state.part.scope.meaning(of: walk.root.text) { return true }
        return false
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
}

extension [StringPieceSyntax] {
    /// Whether the literal text before the first hole says what scheme an address
    /// has, or that it has none.
    fileprivate var decideScheme: Bool {
        guard case .literal(let bytes, _)? = first else { return false }
        return bytes.contains { ":/?#".utf8.contains($0) }
    }
}
