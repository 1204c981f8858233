// SPDX-License-Identifier: Apache-2.0

extension PythonLambda {
    /// The names that the body takes from around the lambda, each once, in the order of
    /// their first use.
    package var freeNames: [String] {
        var names = PythonFreeNames()
        names.add(self, withDefaults: false)
        return names.all
    }
}

extension ExpressionSyntax {
    /// The names in the computed steps of its paths.
    package var computedNames: [String] {
        switch kind {
        case .path(let alternatives): alternatives.flatMap(\.computedNames)
        case .prefixed(_, let inner): inner.computedNames
        case .walk(let walk):
            walk.steps.flatMap { step in
                guard case .computed(let key) = step.kind, case .string(let pieces) = key.kind
                else { return [String]() }
                var names = PythonFreeNames()
                for case .hole(let hole, _) in pieces {
                    if case .python(let node) = hole.kind { names.add(node) }
                }
                return names.all
            }
        default: []
        }
    }
}

/// Collects the names that something of Python does not bind itself.
private struct PythonFreeNames {
    private(set) var all: [String] = []
    private var known: Set<String> = []

    /// The names that are bound around the current node.
    private var bound: [String] = []

    private mutating func add(_ name: String) {
        guard !bound.contains(name), known.insert(name).inserted else { return }
        all.append(name)
    }

    private mutating func add(_ nodes: [PythonNode]) {
        for node in nodes { add(node) }
    }

    mutating func add(_ node: PythonNode) {
        switch node.kind {
        case .constant: break
        case .tales(let inner):
            for name in inner.computedNames { add(name) }
        case .name(let name): add(name)
        case .text(let pieces):
            for case .hole(let node, _) in pieces { add(node) }
        case .list(let nodes), .tuple(let nodes), .set(let nodes), .and(let nodes), .or(let nodes):
            add(nodes)
        case .dictionary(let entries): add(entries.flatMap(\.nodes))
        case .unary(_, let operand), .not(let operand), .starred(let operand): add(operand)
        case .binary(let first, let steps): add([first] + steps.map(\.operand))
        case .comparison(let first, let steps): add([first] + steps.map(\.operand))
        case .conditional(let condition, let then, let otherwise):
            add([condition, then, otherwise])
        case .primary(let base, let trailers):
            add(base)
            for trailer in trailers { add(trailer.nodes) }
        case .comprehension(let comprehension): add(comprehension)
        case .lambda(let lambda): add(lambda, withDefaults: true)
        }
    }

    private mutating func add(_ comprehension: PythonComprehension) {
        let outer = bound.count
        for clause in comprehension.clauses {
            add(clause.iterable)
            bound += clause.target.names
            add(clause.conditions)
        }
        add([comprehension.element] + [comprehension.value].compactMap(\.self))
        bound.removeSubrange(outer...)
    }

    mutating func add(_ lambda: PythonLambda, withDefaults: Bool) {
        if withDefaults { add(lambda.parameters.compactMap(\.fallback)) }
        let outer = bound.count
        bound += lambda.parameters.map(\.name)
        add(lambda.body)
        bound.removeSubrange(outer...)
    }
}

extension PythonTarget {
    /// The names that are bound.
    package var names: [String] {
        switch kind {
        case .name(let name): [name]
        case .unpack(let targets): targets.flatMap(\.names)
        }
    }
}

extension PythonTrailer {
    /// The expressions in it.
    fileprivate var nodes: [PythonNode] {
        switch kind {
        case .attribute: []
        case .item(let key): [key]
        case .slice(let lower, let upper, let step): [lower, upper, step].compactMap(\.self)
        case .call(let arguments): arguments.map(\.value)
        }
    }
}
