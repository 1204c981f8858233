// SPDX-License-Identifier: Apache-2.0

package import PageTemplates
import TemplateSyntax

/// The names that a template itself binds at a place, for those who ask what they can use there.
package struct BoundNames {
    /// A name, and what binds it.
    package struct Name: Sendable, Hashable {
        package let text: String
        package let origin: Origin

        /// Where the name stands.
        package let range: Range<Int>
    }

    /// What binds a name.
    package enum Origin: String, Sendable {
        case define
        case loop = "repeat"
    }

    /// The names in sight at a byte of a source, the innermost last, each once.
    ///
    /// Those that the users of a macro bring along are not known here.
    package static func at(
        _ offset: Int,
        in source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> [Name] {
        var names: [Name] = []
        var level = SyntaxTree(parsing: source.markup, configuration.syntax).children
        while let element = level.element(around: offset) {
            for clause in element.statements?.define ?? [] {
                names += clause.binding.names.map {
                    Name(text: $0.text, origin: .define, range: $0.range)
                }
            }
            for name in element.statements?.repetition?.names ?? [] {
                names.append(Name(text: name.text, origin: .loop, range: name.range))
            }
            level = element.children
        }
        var seen: Set<String> = []
        return names.filter { $0.range.lowerBound <= offset }.reversed()
            .filter { seen.insert($0.text).inserted }.reversed()
    }

    /// The names in sight at a place of a template; none where it can no longer be read.
    package static func at(
        _ location: TemplateLocation,
        in loader: some TemplateLoader,
        _ configuration: TemplateConfiguration
    ) -> [Name] {
        guard let bytes = try? loader.load(location.name).bytes,
            let source = try? TemplateSource(
                name: location.name,
                bytes: bytes,
                limits: configuration.limits
            )
        else { return [] }
        return at(location.byteRange.lowerBound, in: source, configuration)
    }

    /// The names of the macros that a template defines, in the order of its source.
    package static func macros(
        of source: TemplateSource,
        _ configuration: TemplateConfiguration
    ) -> [String] {
        var names: [String] = []
        SyntaxTree(parsing: source.markup, configuration.syntax).forEachElement { element in
            guard let macro = element.statements?.macros?.defineMacro?.text,
                !names.contains(macro)
            else { return }
            names.append(macro)
        }
        return names
    }
}

extension [SyntaxNode] {
    fileprivate func element(around offset: Int) -> ElementSyntax? {
        for case .element(let element) in self where element.range.contains(offset) {
            return element
        }
        return nil
    }
}
