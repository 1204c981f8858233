extension TemplateCompiler {
    /// Looks at the place of a value that a statement gives to an attribute.
    ///
    /// - Throws: `TemplateError` with `unsafePlace` where it is not the author's own.
    mutating func checkPlace(of value: Expression, in name: String) throws(TemplateError) {
        guard !isConstant(value) else { return }
        try checkPlace(of: value.pieces ?? [.hole(value)], in: name)
    }

    /// Looks at the places of holes in the value of an attribute.
    ///
    /// - Throws: `TemplateError` with `unsafePlace` where they are in code.
    mutating func checkPlace(of pieces: [StringPiece], in name: String) throws(TemplateError) {
        let holes = pieces.compactMap(\.hole)
        guard let hole = holes.first else { return }
        let meaning = AttributeMeaning.of(name.lowercased())
        switch meaning {
        case .plain, .boolean: return
        case .handler, .document:
            throw TemplateError(
                .unsafePlace,
                "data in '\(name)', which holds \(meaning == .handler ? "code" : "a document")",
                in: tree.source,
                at: hole.range,
                notes: [.init(AttributeMeaning.codeRemedy)]
            )
        case .style:
            warn(.uncheckedStyle, "nobody checks what data declares in '\(name)'", hole)
        case .url where !pieces.decideScheme:
            let note = "begin it with literal text, as in '/product/${id}'"
            warn(.uncheckedAddress, "nobody checks the scheme of '\(name)'", hole, note)
        case .url: return
        }
    }

    private mutating func warn(
        _ code: TemplateWarning.Code,
        _ message: String,
        _ hole: Expression,
        _ note: String? = nil
    ) {
        tables.placeWarnings.append(
            TemplateWarning(
                code,
                message,
                in: tree.source,
                at: hole.range,
                notes: note.map { [.init($0)] } ?? []
            )
        )
    }

    /// Whether a value is the author's own: a literal, `nothing` or `default`.
    private func isConstant(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .path(let alternatives): alternatives.allSatisfy(isConstant)
        case .walk(let walk): isBuiltin(.nothing, walk) || isBuiltin(.default, walk)
        default: expression.literal != nil
        }
    }
}

extension StringPiece {
    fileprivate var hole: Expression? {
        guard case .hole(let expression) = self else { return nil }
        return expression
    }
}

extension [StringPiece] {
    /// Whether the literal text before the first hole says what scheme an address
    /// has, or that it has none.
    fileprivate var decideScheme: Bool {
        guard case .literal(let bytes)? = first else { return false }
        return bytes.contains { ":/?#".utf8.contains($0) }
    }
}
