// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// A place in a template of the project.
struct Site: Hashable {
    let path: String
    let range: Range<Int>
}

/// All places that mean one variable, through the macros that read it.
///
/// A macro sees the variables of its callers. So a definition belongs together with what a macro
/// reads that is used there, and that with the definitions of the other callers.
struct VariableTrace {
    /// Where the variable is bound.
    private(set) var definitions: [Site] = []

    /// Where it is read.
    private(set) var reads: [Site] = []

    /// Whether data of the page can be what is read.
    private(set) var isOfData = false

    private let index: ProjectIndex
    private let project: any TemplateProject
    private var maps: [String: VariableMap] = [:]
    private var visited: Set<Node> = []
    private var readers: [Node: Bool] = [:]
    private let name: String

    /// What belongs together.
    enum Node: Hashable {
        /// A binding of a template, by its number.
        case binding(String, Int)

        /// What a macro, or a page, reads and does not bind.
        case free(MacroName)
    }

    /// - Parameters:
    ///   - name: The name of the variable.
    ///   - start: Where to begin.
    ///   - template: The template of the start.
    init(_ name: String, from start: Node, in template: OpenTemplate) {
        self.name = name
        index = template.index
        project = template.project
        maps[template.path] = template.variables()
        var open = [start]
        while let node = open.popLast() {
            guard visited.insert(node).inserted else { continue }
            switch node {
            case .binding(let path, let number): open += follow(path, number)
            case .free(let macro): open += follow(macro)
            }
        }
        definitions.sort { ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound) }
        reads.sort { ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound) }
    }

    /// The templates that have the variable.
    var paths: Set<String> { Set((definitions + reads).map(\.path)) }

    /// What the variables of a template mean.
    mutating func map(_ path: String) -> VariableMap? {
        if let map = maps[path] { return map }
        guard let checked = try? project.template(path) else { return nil }
        let map = VariableMap(of: checked.tree)
        maps[path] = map
        return map
    }

    // MARK: - Following

    private mutating func follow(_ path: String, _ number: Int) -> [Node] {
        guard let map = map(path), map.bindings.indices.contains(number) else { return [] }
        let binding = map.bindings[number]
        definitions.append(Site(path: path, range: binding.name.range))
        for use in map.uses where use.binding == number {
            reads.append(Site(path: path, range: use.name.range))
        }
        var next: [Node] = []
        if binding.kind == .global {
            next += map.bindings.indices.filter { other in
                map.bindings[other].kind == .global && map.bindings[other].name.text == name
            }.map { .binding(path, $0) }
        }
        for call in map.calls where map.binding(of: name, at: call) == number {
            next += callees(of: call, path)
        }
        return next
    }

    private mutating func follow(_ macro: MacroName) -> [Node] {
        guard let map = map(macro.path) else { return [] }
        for use in map.uses
        where use.binding == nil && use.part == macro.macro && use.name.text == name {
            reads.append(Site(path: macro.path, range: use.name.range))
        }
        var next: [Node] = []
        for call in map.calls
        where call.part?.name == macro.macro && map.binding(of: name, at: call) == nil {
            next += callees(of: call, macro.path)
        }
        let callers = callers(of: macro, map)
        if macro.macro == nil, callers.isEmpty { isOfData = true }
        return next + callers
    }

    /// The macro that a call calls, where it reads the variable.
    private mutating func callees(of call: VariableMap.Call, _ path: String) -> [Node] {
        guard let macro = target(of: call, path), isRead(by: macro) else { return [] }
        return [.free(macro)]
    }

    private func target(of call: VariableMap.Call, _ path: String) -> MacroName? {
        if let definition = call.definition { return MacroName(path: path, macro: definition) }
        return index[path]?.uses.first { $0.text.range == call.use }?.target
    }

    /// What the variable is where a macro is called.
    private mutating func callers(of macro: MacroName, _ own: VariableMap) -> [Node] {
        var nodes: [Node] = []
        for (path, use) in index.uses(of: macro) {
            guard let map = map(path),
                let call = map.calls.first(where: { $0.use == use.text.range })
            else { continue }
            nodes.append(meaning(at: call, in: map, path))
        }
        // A layout is written in its place as well, but nobody renders it there.
        let isUsed = !nodes.isEmpty
        for call in own.calls where call.definition != nil && call.definition == macro.macro {
            let node = meaning(at: call, in: own, macro.path)
            if case .free = node, isUsed { continue }
            nodes.append(node)
        }
        return nodes
    }

    private func meaning(
        at call: VariableMap.Call,
        in map: VariableMap,
        _ path: String
    ) -> Node {
        if let binding = map.binding(of: name, at: call) { return .binding(path, binding) }
        return .free(MacroName(path: path, macro: call.part?.name))
    }

    /// Whether a macro, or one that it uses, reads the variable from around it.
    private mutating func isRead(by macro: MacroName) -> Bool {
        let node = Node.free(macro)
        if let known = readers[node] { return known }
        readers[node] = false
        guard let map = map(macro.path) else { return false }
        let reads = map.uses.contains { use in
            use.binding == nil && use.part == macro.macro && use.name.text == name
        }
        let inner = map.calls.filter { call in
            call.part?.name == macro.macro && map.binding(of: name, at: call) == nil
        }
        let targets = inner.compactMap { target(of: $0, macro.path) }
        readers[node] = reads || targets.contains { isRead(by: $0) }
        return readers[node] == true
    }
}

extension VariableMap {
    /// The binding of a name where a macro is used, as far as the macro around sees it.
    fileprivate func binding(of name: String, at call: Call) -> Int? {
        binding(of: name, in: call.scope.dropFirst(call.part?.border ?? 0))
    }
}
