// SPDX-License-Identifier: Apache-2.0

/// What gives macros by names that it does not list.
protocol MacroHolder: TemplateObject {}

/// A template as a value: `template`, `templates/FILE`, or a variable.
final class TemplateReference: MacroHolder {
    private let linked: LinkedProgram

    init(_ linked: LinkedProgram) {
        self.linked = linked
    }

    private var dialect: TemplateDialect { linked.program.configuration.dialect }

    let memberNames = ["macros", "name"]

    var text: String { linked.program.source.name }

    /// The whole template as a macro.
    var page: MacroReference { MacroReference(linked, 0) }

    func member(_ name: String) -> TemplateValue? {
        switch name {
        case "macros": .object(MacrosReference(linked))
        case "name": .string(linked.program.source.name)
        default: dialect.templatesHaveMacros ? MacrosReference(linked).member(name) : nil
        }
    }
}

/// The macros of a template by their names.
final class MacrosReference: MacroHolder, ObjectOfKind {
    private let linked: LinkedProgram

    init(_ linked: LinkedProgram) {
        self.linked = linked
    }

    var memberNames: [String] { linked.program.macros.keys.sorted() }

    var kind: String { "the template '\(linked.program.source.name)'" }

    var text: String { kind }

    var isTrue: Bool { !linked.program.macros.isEmpty }

    var elements: [TemplateValue]? { memberNames.map { .string($0) } }

    func member(_ name: String) -> TemplateValue? {
        if let macro = linked.program.macros[name] {
            return .object(MacroReference(linked, macro))
        }
        let dialect = linked.program.configuration.dialect
        guard dialect.templatesHaveMacros, name == "names" else { return nil }
        return .list(memberNames.map { .string($0) })
    }
}

/// A macro as a value, for `metal:use-macro`.
final class MacroReference: TemplateObject {
    let linked: LinkedProgram
    let procedure: Int

    init(_ linked: LinkedProgram, _ procedure: Int) {
        self.linked = linked
        self.procedure = procedure
    }

    let memberNames: [String] = []

    var text: String { linked.program.procedures[procedure].title }

    func member(_ name: String) -> TemplateValue? { nil }
}
