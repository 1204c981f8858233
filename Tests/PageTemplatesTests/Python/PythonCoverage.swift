// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates
@testable import TemplateSyntax

/// What expressions of Python are made of, and what some of them use.
struct PythonCoverage {
    /// The parts of the grammar that are not in a table of the engine.
    enum Construct: String, CaseIterable {
        case constant, name, text, hole, representation, specification, list, tuple, set
        case dictionary, chain, and, or, not, conditional, attribute, item, slice, call, keyword
        case spread, mapping, starred, entries, lambda, fallback, path, unpacking, condition
        case nestedLoop
    }

    /// The names of what has been used, each with its kind before it.
    private(set) var used: Set<String> = []

    /// The methods that are called, and the text that stands before each.
    private(set) var methods: [(subject: Range<Int>, name: String)] = []

    /// Everything that the engine's own tables have, and the methods of CPython
    /// that the documentation promises, but for what only scripts can use: errors
    /// to raise, and methods that change a value.
    static var everything: Set<String> {
        var names = Set(Construct.allCases.map { "construct \($0.rawValue)" })
        names.formUnion(PythonBinaryOperator.allCases.map { "operator \($0.rawValue)" })
        names.formUnion(PythonUnaryOperator.allCases.map { "sign \($0.rawValue)" })
        names.formUnion(PythonComparison.allCases.map { "comparison \($0.rawValue)" })
        names.formUnion(PythonComprehension.Kind.allCases.map { "comprehension \($0)" })
        for function in PythonBuiltins.table.values
        where PythonExceptionKind(rawValue: function.name) == nil {
            names.insert("function \(function.name)")
            for keyword in function.keywords ?? [] {
                names.insert("argument \(function.name) \(keyword)")
            }
        }
        for kind in PythonPromises.methods.keys {
            let changing = PythonPromises.changing[kind, default: []]
            let others = PythonPromises.promised(kind).filter { !changing.contains($0) }
            names.formUnion(others.map { "method \(kind.rawValue) \($0)" })
        }
        return names
    }

    mutating func visit(_ node: PythonNode) {
        switch node.kind {
        case .constant: use(.constant)
        case .name: use(.name)
        case .tales: use(.path)
        case .text(let pieces): visit(pieces)
        case .list(let nodes): visit(nodes, as: .list)
        case .tuple(let nodes): visit(nodes, as: .tuple)
        case .set(let nodes): visit(nodes, as: .set)
        case .and(let nodes): visit(nodes, as: .and)
        case .or(let nodes): visit(nodes, as: .or)
        case .not(let operand): visit([operand], as: .not)
        case .dictionary(let entries):
            if entries.contains(where: { $0.key == nil }) { use(.entries) }
            visit(entries.flatMap(\.nodes), as: .dictionary)
        case .starred(let values): visit([values], as: .starred)
        case .lambda(let lambda):
            let fallbacks = lambda.parameters.compactMap(\.fallback)
            if !fallbacks.isEmpty { use(.fallback) }
            visit(fallbacks + [lambda.body], as: .lambda)
        case .unary(let symbol, let operand):
            used.insert("sign \(symbol.rawValue)")
            visit(operand)
        case .binary(let first, let steps):
            used.formUnion(steps.map { "operator \($0.symbol.rawValue)" })
            visit([first] + steps.map(\.operand))
        case .comparison(let first, let steps):
            used.formUnion(steps.map { "comparison \($0.symbol.rawValue)" })
            if steps.count > 1 { use(.chain) }
            visit([first] + steps.map(\.operand))
        case .conditional(let condition, let then, let otherwise):
            visit([condition, then, otherwise], as: .conditional)
        case .primary(let base, let trailers): visit(base, trailers)
        case .comprehension(let comprehension): visit(comprehension)
        }
    }

    private mutating func use(_ construct: Construct) {
        used.insert("construct \(construct.rawValue)")
    }

    private mutating func visit(_ nodes: [PythonNode], as construct: Construct? = nil) {
        if let construct { use(construct) }
        for node in nodes { visit(node) }
    }

    private mutating func visit(_ pieces: [PythonTextPiece]) {
        use(.text)
        for case .hole(let node, let format) in pieces {
            use(.hole)
            if format.usesRepresentation { use(.representation) }
            if !format.specification.isEmpty { use(.specification) }
            visit(node)
        }
    }

    private mutating func visit(_ comprehension: PythonComprehension) {
        used.insert("comprehension \(comprehension.kind)")
        if comprehension.clauses.count > 1 { use(.nestedLoop) }
        for clause in comprehension.clauses {
            if case .unpack = clause.target.kind { use(.unpacking) }
            if !clause.conditions.isEmpty { use(.condition) }
            visit(clause.iterable)
            visit(clause.conditions)
        }
        visit(comprehension.element)
        if let value = comprehension.value { visit(value) }
    }

    private mutating func visit(_ base: PythonNode, _ trailers: [PythonTrailer]) {
        visit(base)
        // The name of what the next trailer may call.
        var callee: String?
        if case .name(let name) = base.kind { callee = name }
        for trailer in trailers {
            switch trailer.kind {
            case .attribute(let name):
                use(.attribute)
                callee = name
                let subject = trailer.range.upperBound - name.utf8.count - 1
                methods.append((trailer.range.lowerBound..<subject, name))
                continue
            case .item(let key): visit([key], as: .item)
            case .slice(let lower, let upper, let step):
                visit([lower, upper, step].compactMap { $0 }, as: .slice)
            case .call(let arguments): visit(arguments, of: callee)
            }
            callee = nil
        }
    }

    private mutating func visit(_ arguments: [PythonArgument], of callee: String?) {
        use(.call)
        if let callee { used.insert("function \(callee)") }
        for argument in arguments {
            switch argument.kind {
            case .positional: break
            case .keyword(let name):
                use(.keyword)
                if let callee { used.insert("argument \(callee) \(name)") }
            case .spread: use(.spread)
            case .mapping: use(.mapping)
            }
            visit(argument.value)
        }
    }
}
