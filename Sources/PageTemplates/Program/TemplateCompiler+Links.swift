extension TemplateCompiler {
    /// `templates/FILE/macros/NAME`: the steps up to `macros` name a template.
    ///
    /// All templates that a page can use are compiled before it is rendered, and
    /// no data chooses one of them: so the name must be there.
    mutating func linkedTemplate(
        _ walk: PathWalk,
        _ failure: Label?
    ) throws(TemplateError) -> (Operand, Int) {
        let keys = walk.steps.prefix { $0.literalKey != nil && $0.literalKey != "macros" }
        let next = walk.steps.dropFirst(keys.count).first
        guard !keys.isEmpty, next == nil || next?.literalKey == "macros" else {
            throw TemplateError(
                .invalidExpression,
                "'templates' needs the name of a template, written out: it is no value by itself",
                in: tree.source,
                at: next?.range ?? walk.rootRange,
                notes: [.init("write 'templates/FILE/macros/NAME', in python: path('templates/…')")]
            )
        }
        let name = keys.compactMap(\.literalKey).joined(separator: "/")
        return (linkedTemplate(named: name, failure), keys.count)
    }

    /// Another template, which is there once the render begins.
    mutating func linkedTemplate(named name: String, _ failure: Label?) -> Operand {
        if !tables.references.contains(name) { tables.references.append(name) }
        var link = Instruction(.linkedTemplate)
        link.a = builder.allocate()
        link.operand = Int32(tables.references.firstIndex(of: name) ?? 0)
        link.failure = failure?.number ?? Instruction.none
        builder.emit(link)
        return .finished(link.a)
    }
}

extension Expression {
    /// What a macro's use may call, as far as it is known.
    func macroUses(of compiler: TemplateCompiler) -> [Procedure.Use] {
        switch kind {
        case .path(let alternatives):
            return alternatives.flatMap { $0.macroUses(of: compiler) }
        case .nocall(let inner):
            return inner.macroUses(of: compiler)
        case .load(let name):
            return [.linked(template: name, macro: nil)]
        case .walk(let walk):
            return [walk.macroUse(in: compiler.tree.source.name, compiler.scope)]
        case .python(let node):
            guard case .tales(let expression) = node.kind else { return [.computed] }
            return expression.macroUses(of: compiler)
        default:
            return [.computed]
        }
    }
}

extension PathWalk {
    fileprivate func macroUse(in template: String, _ scope: Scope) -> Procedure.Use {
        let keys = steps.compactMap(\.literalKey)
        guard keys.count == steps.count, case .builtin(let builtin) = scope.meaning(of: root) else {
            return .computed
        }
        switch builtin {
        case .macros where keys.count == 1:
            return .linked(template: template, macro: keys[0])
        case .template where keys.count == 2 && keys[0] == "macros":
            return .linked(template: template, macro: keys[1])
        case .templates:
            let name = keys.prefix { $0 != "macros" }.joined(separator: "/")
            let rest = keys.drop { $0 != "macros" }.dropFirst()
            return .linked(template: name, macro: rest.first)
        default:
            return .computed
        }
    }
}
