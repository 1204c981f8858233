// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// Where something is defined, and where it is used.
struct References {
    private(set) var definitions: [Site] = []
    private(set) var uses: [Site] = []

    /// Where the program declares it, in the words of the contract.
    private(set) var declaration: TemplateMember.Location?

    init(of thing: NamedThing, in template: OpenTemplate) {
        switch thing.kind {
        case .macro(let name): addMacro(name, template.index)
        case .template(let path): definitions = [Site(path: path, range: 0..<0)]
        case .slot(let name, let sites): addSlot(name, sites, template.index)
        case .variable(let name, let node): addVariable(name, node, template)
        case .step(let member): declaration = member.location
        case .message(let id):
            for facts in template.index.all {
                uses += facts.messages.filter { $0.text == id }
                    .map { Site(path: facts.path, range: $0.range) }
            }
        case .statement: break
        }
    }

    private mutating func addMacro(_ name: MacroName, _ index: ProjectIndex) {
        guard let macro = name.macro else { return }
        let defined = index[name.path]?.macros.filter { $0.name.text == macro } ?? []
        definitions = defined.map { Site(path: name.path, range: $0.name.range) }
        uses = index.uses(of: name).map { path, use in
            Site(path: path, range: use.macroName ?? use.text.range)
        }
    }

    private mutating func addSlot(_ name: String, _ sites: [SlotSite], _ index: ProjectIndex) {
        definitions = sites.map { Site(path: $0.path, range: $0.name.range) }
        let wanted = Set(sites)
        var known: [MacroName: Bool] = [:]
        for facts in index.all {
            for fill in facts.fills where fill.name.text == name {
                guard let use = fill.use, let target = facts.uses[use].target else { continue }
                let fills = known[target] ?? !wanted.isDisjoint(with: index.slots(of: target))
                known[target] = fills
                if fills { uses.append(Site(path: facts.path, range: fill.name.range)) }
            }
        }
    }

    private mutating func addVariable(
        _ name: String,
        _ node: VariableTrace.Node,
        _ template: OpenTemplate
    ) {
        let trace = VariableTrace(name, from: node, in: template)
        definitions = trace.definitions
        uses = trace.reads
        if definitions.isEmpty {
            let page = template.project.page(of: template.path)
            declaration = page.variables.first { $0.name == name }?.location
        }
    }
}
