// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Finds the names of variables that an expression reads, with their places.
struct NameReader {
    private(set) var names: [NamedSyntax] = []

    /// Texts of types that only an application knows.
    private(set) var opaque: [Range<Int>] = []

    /// The names that something of Python binds itself around the current node.
    private var bound: [String] = []

    /// The variables whose members have the names of loops.
    static let loopHolders: Set = ["repeat", "loop"]

    mutating func read(_ expression: ExpressionSyntax) {
        switch expression.kind {
        case .path(let alternatives):
            for alternative in alternatives { read(alternative) }
        case .walk(let walk): read(walk)
        case .variable(let name): add(name)
        case .string(let pieces):
            for case .hole(let hole, _) in pieces { read(hole) }
        case .prefixed(_, let inner): read(inner)
        case .python(let node): read(node)
        case .application(_, let text, _): read(text)
        case .load, .broken: break
        }
    }

    private mutating func add(_ name: NamedSyntax) {
        if !bound.contains(name.text) { names.append(name) }
    }

    private mutating func read(_ walk: PathSyntax) {
        add(walk.root)
        for (index, step) in walk.steps.enumerated() {
            switch step.kind {
            case .key(let key) where index == 0 && Self.loopHolders.contains(walk.root.text):
                add(NamedSyntax(key, step.range))
            case .variable(let name), .namespace(_, .variable(let name)): add(name)
            case .computed(let key): read(key)
            case .key, .namespace, .missing: break
            }
        }
    }

    /// The words of a text that may be paths, as in `date:long order/placed`.
    private mutating func read(_ text: SourceText) {
        opaque.append(text.range)
        var position = 0
        while position < text.bytes.count {
            let word = text.bytes[position...].prefix(while: \.isNameByte)
            let isStep = position > 0 && Self.stepSigns.contains(text.bytes[position - 1])
            if let first = word.first, !first.isDigit, !isStep {
                let part = text[word.indices]
                add(NamedSyntax(part.text, part.range))
            }
            position += max(1, word.count)
        }
    }

    private static let stepSigns = Set("/.:'\"".utf8)

    // MARK: - Python

    private mutating func read(_ nodes: [PythonNode]) {
        for node in nodes { read(node) }
    }

    private mutating func read(_ node: PythonNode) {
        switch node.kind {
        case .constant: break
        case .name(let name): add(NamedSyntax(name, node.range))
        case .text(let pieces):
            for case .hole(let node, _) in pieces { read(node) }
        case .list(let nodes), .tuple(let nodes), .set(let nodes), .and(let nodes), .or(let nodes):
            read(nodes)
        case .dictionary(let entries): read(entries.flatMap(\.nodes))
        case .starred(let inner), .unary(_, let inner), .not(let inner): read(inner)
        case .binary(let first, let steps): read([first] + steps.map(\.operand))
        case .comparison(let first, let steps): read([first] + steps.map(\.operand))
        case .conditional(let condition, let then, let otherwise):
            read([condition, then, otherwise])
        case .primary(let base, let trailers): read(base, trailers)
        case .comprehension(let comprehension): read(comprehension)
        case .lambda(let lambda): read(lambda)
        case .tales(let expression): read(expression)
        }
    }

    private mutating func read(_ base: PythonNode, _ trailers: [PythonTrailer]) {
        read(base)
        if case .name(let name) = base.kind, Self.loopHolders.contains(name),
            let first = trailers.first, case .attribute(let loop) = first.kind
        {
            let end = first.range.upperBound
            add(NamedSyntax(loop, end - loop.utf8.count..<end))
        }
        for trailer in trailers {
            switch trailer.kind {
            case .attribute: break
            case .item(let key): read(key)
            case .slice(let lower, let upper, let step):
                read([lower, upper, step].compactMap(\.self))
            case .call(let arguments): read(arguments.map(\.value))
            }
        }
    }

    private mutating func read(_ comprehension: PythonComprehension) {
        let outer = bound.count
        for clause in comprehension.clauses {
            read(clause.iterable)
            bound += clause.target.names
            read(clause.conditions)
        }
        read([comprehension.element] + [comprehension.value].compactMap(\.self))
        bound.removeSubrange(outer...)
    }

    private mutating func read(_ lambda: PythonLambda) {
        read(lambda.parameters.compactMap(\.fallback))
        let outer = bound.count
        bound += lambda.parameters.map(\.name)
        read(lambda.body)
        bound.removeSubrange(outer...)
    }
}
