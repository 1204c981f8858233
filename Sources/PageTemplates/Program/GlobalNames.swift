/// Finds the variables that a template defines for the whole page.
enum GlobalNames {
    /// The names of all `global` definitions in the nodes.
    static func defined(in nodes: [MarkupNode]) -> Set<String> {
        var names: Set<String> = []
        collect(nodes, &names)
        return names
    }

    private static func collect(_ nodes: [MarkupNode], _ names: inout Set<String>) {
        for case .element(let element) in nodes {
            for clause in element.statements?.define ?? [] where clause.isGlobal {
                names.formUnion(clause.pattern.names)
            }
            collect(element.children, &names)
        }
    }
}

extension BindingPattern {
    /// The names that are bound, in order.
    var names: [String] {
        switch self {
        case .name(let name): [name]
        case .unpack(let names): names
        }
    }
}
