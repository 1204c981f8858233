// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// The facts of all templates of a project, and what they say together.
///
/// Templates are read a few at a time, so that a large project keeps nobody waiting.
struct ProjectIndex {
    private let project: any TemplateProject
    private var facts: [String: TemplateFacts] = [:]

    /// The paths that are to be read; `nil` before the folder was listed.
    private var open: [String]?

    /// What rules about sets of templates look at.
    private(set) var set = TemplateSet(isWhole: true)

    /// How many templates are read in one step.
    private static let stepLength = 20

    init(_ project: any TemplateProject) {
        self.project = project
    }

    /// Whether all templates are read.
    var isComplete: Bool { open?.isEmpty ?? false }

    /// The paths of all templates that are known, sorted.
    var paths: [String] { facts.keys.sorted() }

    // MARK: - Reading

    /// Reads the next templates.
    mutating func step() {
        var rest = open ?? project.paths().reversed()
        for _ in 0..<Self.stepLength {
            guard let path = rest.popLast() else { break }
            if facts[path] == nil { update(path) }
        }
        open = rest
    }

    /// Reads all that is left.
    mutating func complete() {
        while !isComplete { step() }
    }

    /// Reads a template again.
    ///
    /// - Parameters:
    ///   - path: The path of the template.
    ///   - page: The template, where somebody has read it already.
    mutating func update(_ path: String, _ page: LintPage? = nil) {
        guard let page = page ?? lintPage(path) else { return remove(path) }
        remove(path)
        let new = TemplateFacts(page, path: path, project)
        set.add(new.words)
        facts[path] = new
    }

    /// Forgets a template that is no more.
    mutating func remove(_ path: String) {
        guard let old = facts.removeValue(forKey: path) else { return }
        set.remove(old.words)
    }

    /// Forgets everything.
    mutating func reset() {
        self = ProjectIndex(project)
    }

    private func lintPage(_ path: String) -> LintPage? {
        guard let template = try? project.template(path) else { return nil }
        return LintPage(template, TemplateTrees())
    }

    // MARK: - Questions

    /// The facts of a template.
    subscript(path: String) -> TemplateFacts? { facts[path] }

    /// All facts, in the order of the paths.
    var all: [TemplateFacts] { paths.compactMap { facts[$0] } }

    /// The uses of a macro, each with its template.
    func uses(of name: MacroName) -> [(path: String, use: TemplateFacts.MacroUse)] {
        all.flatMap { facts in
            facts.uses.filter { $0.target == name }.map { (facts.path, $0) }
        }
    }

    /// The slots of a macro by their names, those of the macro that it extends included.
    func slots(of name: MacroName, depth: Int = 0) -> [SlotSite] {
        guard depth < Self.deepest, let facts = facts[name.path] else { return [] }
        guard let macro = name.macro else {
            return facts.slots.map { SlotSite(path: name.path, name: $0.name) }
        }
        guard let element = facts.macros.first(where: { $0.name.text == macro }) else { return [] }
        let own = facts.slots.filter { element.element.contains($0.name.range.lowerBound) }
            .map { SlotSite(path: name.path, name: $0.name) }
        guard let base = element.base, let target = facts.uses[base].target else { return own }
        return own + slots(of: target, depth: depth + 1)
    }

    /// How often macros may extend each other.
    private static let deepest = 16
}

/// Where a slot is defined.
struct SlotSite: Hashable {
    let path: String
    let name: NamedSyntax
}
