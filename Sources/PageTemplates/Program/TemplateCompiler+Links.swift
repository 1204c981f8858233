extension TemplateCompiler {
    /// `templates/FILE/macros/NAME`: the steps up to `macros` name a template.
    mutating func linkedTemplate(_ walk: PathWalk, _ failure: Label?) -> (Operand, Int) {
        let keys = walk.steps.prefix { $0.literalKey != nil && $0.literalKey != "macros" }
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
    /// What a macro's use calls, as far as it is known.
    func macroUse(of compiler: TemplateCompiler) -> Procedure.Use {
        switch kind {
        case .path(let alternatives) where alternatives.count == 1:
            return alternatives[0].macroUse(of: compiler)
        case .nocall(let inner):
            return inner.macroUse(of: compiler)
        case .load(let name):
            return .linked(template: name, macro: nil)
        case .walk(let walk):
            return walk.macroUse(in: compiler.tree.source.name, compiler.scope)
        default:
            return .computed
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
