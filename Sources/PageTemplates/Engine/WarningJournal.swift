// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was said of templates that are compiled again when they change.
package final class WarningJournal: Sendable {
    /// A program, and the reports of what is doubtful about it.
    fileprivate struct Entry {
        let program: TemplateProgram
        var reports: Set<String> = []
    }

    fileprivate struct State {
        /// By the name of a page, the programs that it was last linked with.
        var pages: [String: [TemplateProgram]] = [:]
        var entries: [String: Entry] = [:]
    }

    private let state = Mutex(State())

    /// Makes a journal without entries.
    package init() {}

    /// What is doubtful about a template and those that it refers to, without remarks and without
    /// what was said of the same versions before.
    package func newWarnings(of template: Template) -> [TemplateWarning] {
        let linked = template.linked
        let others = linked.others.programs.filter { $0.key != template.name }
        let programs =
            [linked.program] + others.sorted { $0.key < $1.key }.map { $0.value }
        return state.withLock { state in
            let known = state.pages[template.name] ?? []
            let isSame = known.elementsEqual(programs) { $0 === $1 }
            guard !isSame else { return [] }
            state.pages[template.name] = programs
            return programs.flatMap { state.news(of: $0, linked.others) }
        }
    }
}

extension WarningJournal.State {
    /// What is doubtful about a program and was not said of it yet.
    fileprivate mutating func news(
        of program: TemplateProgram,
        _ others: LinkedTemplates
    ) -> [TemplateWarning] {
        let name = program.source.name
        var entry = entries[name] ?? .init(program: program)
        if entry.program !== program { entry = .init(program: program) }
        let linked = LinkedProgram(program: program, others: others)
        let all = program.syntaxWarnings + linked.warnings + program.translationWarnings
        let news = all.sorted { $0.location < $1.location }
            .filter { !$0.code.isRemark && entry.reports.insert($0.description).inserted }
        entries[name] = entry
        return news
    }
}
