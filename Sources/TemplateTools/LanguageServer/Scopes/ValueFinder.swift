// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// Finds what the expressions of a template give, as far as its definitions and its data tell.
struct ValueFinder {
    let variables: VariableMap
    private let page: [String: KnownValue.Member]

    /// How deep definitions are followed.
    private static let deepest = 12

    init(_ variables: VariableMap, _ page: KnownPage) {
        self.variables = variables
        self.page = Dictionary(page.variables.map { ($0.name, $0) }) { first, _ in first }
    }

    /// What a name is in a scope.
    func value(of name: String, in scope: [Int], depth: Int = 0) -> KnownValue {
        if let binding = variables.binding(of: name, in: scope) {
            return value(of: binding, depth)
        }
        if name == "options" { return optionsValue }
        return page[name]?.value ?? .unknown
    }

    private var optionsValue: KnownValue {
        let samples = page.values.compactMap { member -> (String, TemplateValue)? in
            guard case .sample(let values) = member.value, let value = values.first else {
                return nil
            }
            return (member.name, value)
        }
        return .sample([.mapping(TemplateMapping(samples))])
    }

    /// What the variables of the page are.
    func pageVariable(_ name: String) -> KnownValue.Member? { page[name] }

    /// What a binding gives its name.
    func value(of index: Int, _ depth: Int = 0) -> KnownValue {
        guard depth < Self.deepest, variables.bindings.indices.contains(index) else {
            return .unknown
        }
        let binding = variables.bindings[index]
        guard !binding.isUnpacked else { return .unknown }
        let value = value(of: binding.value, depth + 1)
        return binding.kind == .loop ? value.items ?? .unknown : value
    }

    /// What an expression of the template gives.
    func value(of expression: ExpressionSyntax, _ depth: Int = 0) -> KnownValue {
        guard depth < Self.deepest else { return .unknown }
        switch expression.kind {
        case .path(let alternatives):
            for alternative in alternatives {
                let value = value(of: alternative, depth + 1)
                if case .unknown = value { continue }
                return value
            }
            return .unknown
        case .walk(let walk):
            return value(behind: walk.steps.map(\.literalKey), of: value(of: walk.root, depth))
        case .variable(let name): return value(of: name, depth)
        case .prefixed(let prefix, let inner):
            switch prefix.kind {
            case .not, .exists: return .sample([.bool(true)])
            case .nocall, .structure, .defer, .lazy: return value(of: inner, depth + 1)
            }
        case .string: return .sample([.string("")])
        case .python(let node): return value(of: node, depth + 1)
        case .load, .application, .broken: return .unknown
        }
    }

    private func value(of name: NamedSyntax, _ depth: Int) -> KnownValue {
        let use = variables.uses.first { $0.name.range == name.range }
        if let binding = use?.binding { return value(of: binding, depth + 1) }
        return value(of: name.text, in: [], depth: depth + 1)
    }

    /// What the steps of a path find; one that only a render knows finds nothing.
    func value(behind steps: [String?], of start: KnownValue) -> KnownValue {
        steps.reduce(start) { value, step in
            step.flatMap { value.member($0) }?.value ?? .unknown
        }
    }

    private func value(of node: PythonNode, _ depth: Int) -> KnownValue {
        guard depth < Self.deepest else { return .unknown }
        switch node.kind {
        case .name(let name): return value(of: NamedSyntax(name, node.range), depth)
        case .tales(let expression): return value(of: expression, depth + 1)
        case .primary(let base, let trailers):
            let steps = trailers.map { trailer -> String? in
                switch trailer.kind {
                case .attribute(let name): return name
                case .item(let key): return key.literalKey
                case .slice, .call: return nil
                }
            }
            return value(behind: steps, of: value(of: base, depth + 1))
        default: return .unknown
        }
    }
}

extension PythonNode {
    /// The key that a literal is.
    fileprivate var literalKey: String? {
        switch kind {
        case .constant(.string(let text)): text
        case .constant(.integer(let number)): String(number)
        default: nil
        }
    }
}
