// SPDX-License-Identifier: Apache-2.0

package import TemplateSyntax

/// A template of a ``TemplateLibrary`` as tools look at it, errors or not.
package struct CheckedTemplate: Sendable {
    package let source: TemplateSource

    /// Its structure.
    package let tree: SyntaxTree

    /// All that is wrong with it, or doubtful, in its order; behind that the first error of each
    /// template that it refers to and that does not compile.
    package let diagnostics: [TemplateDiagnostic]

    let linked: LinkedProgram

    /// What a macro's use calls.
    package enum MacroTarget: Sendable {
        /// A macro of a template that is known by a name, or all of it.
        case known(template: String, macro: String?)

        /// What only a render knows.
        case computed
    }

    /// The template, ready to be rendered; `nil` where there is an error.
    package var template: Template? {
        diagnostics.firstError == nil ? Template(linked) : nil
    }

    /// How the template is read.
    package var syntax: SyntaxOptions { linked.program.configuration.syntax }

    /// The other templates that it and they refer to, by the names that references use.
    package var others: [String: TemplateSource] {
        linked.others.programs.mapValues(\.source)
    }

    /// How one of the other templates is read.
    package func syntax(of name: String) -> SyntaxOptions {
        program(named: name)?.configuration.syntax ?? syntax
    }

    /// What the use of a macro calls whose expression stands at a range.
    ///
    /// - Parameters:
    ///   - range: The range of the expression.
    ///   - name: The name of the other template that it stands in; `nil` for this one.
    /// - Returns: The one macro that it calls, where that is known and there.
    package func target(ofUseAt range: Range<Int>, in name: String?) -> MacroTarget {
        let user = name.map { program(named: $0) } ?? linked.program
        guard case .known(let template, let macro) = Self.written(range, in: user),
            let target = program(named: template)
        else { return .computed }
        if let macro, target.macros[macro] == nil { return .computed }
        return .known(template: template, macro: macro)
    }

    /// What the use of a macro names whose expression stands at a range.
    ///
    /// - Parameter range: The range of the expression in this template.
    /// - Returns: The one macro that it names, whether that is there or not.
    package func macro(namedAt range: Range<Int>) -> MacroTarget {
        Self.written(range, in: linked.program)
    }

    private static func written(
        _ range: Range<Int>,
        in program: TemplateProgram?
    ) -> MacroTarget {
        let use = program?.facts.uses.first { $0.range == range }
        guard let use, use.uses.count == 1, case .linked(let template, let macro) = use.uses[0]
        else { return .computed }
        return .known(template: template, macro: macro)
    }

    private func program(named name: String) -> TemplateProgram? {
        name == linked.program.source.name ? linked.program : linked.others.programs[name]
    }
}
