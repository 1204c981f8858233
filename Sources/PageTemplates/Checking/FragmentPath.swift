// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The element of a template that is rendered alone, and those around it.
struct FragmentPath {
    /// The name by which the fragment is asked for.
    let name: String

    /// The elements from the outermost to the fragment itself.
    let elements: [ElementSyntax]

    /// Finds a fragment.
    ///
    /// - Parameters:
    ///   - name: The name of a macro or of a slot, or the `id` that the source gives an element.
    ///   - tree: The tree of the template.
    ///   - source: Its source.
    /// - Throws: ``TemplateError`` where no element has the name, or several have it.
    init(_ name: String, in tree: SyntaxTree, _ source: TemplateSource) throws(TemplateError) {
        var search = Search(source)
        search.look(at: tree.children)
        let found = search.found.filter { $0.names.contains(name) }
        guard let first = found.first else {
            let near = TemplateError.Note.nearest(name, among: search.found.flatMap(\.names))
            throw TemplateError(
                .fragmentNotFound,
                "'\(source.name)' has no macro, no slot and no element with the id '\(name)'",
                notes: search.unusable[name].map { [$0] } ?? near
            )
        }
        if found.count > 1 {
            throw TemplateError(
                .unusableFragment,
                "several elements are called '\(name)'",
                in: source.file,
                at: found[1].tag,
                notes: [
                    .init("the first is here", at: source.location(of: first.tag)),
                    .init("give one of them another id, or name a macro around each"),
                ]
            )
        }
        self.name = name
        elements = first.path
    }

    /// Looks for elements that have names.
    private struct Search {
        let source: TemplateSource
        private(set) var found: [Found] = []

        /// Why elements are no fragments that have an `id`, by this.
        private(set) var unusable: [String: TemplateError.Note] = [:]
        private var path: [ElementSyntax] = []

        struct Found {
            let names: Set<String>
            let path: [ElementSyntax]
            var tag: Range<Int> { path.last?.startTag ?? 0..<0 }
        }

        init(_ source: TemplateSource) {
            self.source = source
        }

        mutating func look(at nodes: [SyntaxNode]) {
            for case .element(let element) in nodes {
                path.append(element)
                let macros = element.statements?.macros
                let id = element.staticID(in: source)
                let names = [
                    macros?.defineMacro?.text, macros?.defineSlot?.text, macros?.fillSlot?.text, id,
                ].compactMap(\.self)
                if id == nil { noteUnusable(element) }
                if !names.isEmpty { found.append(Found(names: Set(names), path: path)) }
                look(at: element.children)
                path.removeLast()
            }
        }

        private mutating func noteUnusable(_ element: ElementSyntax) {
            guard let id = element.id(in: source) else { return }
            let reason =
                element.end.isWritten
                ? "the id of this element is computed: make a macro of it"
                : "this element has no end tag: write it"
            unusable[id] = TemplateError.Note(reason, at: source.location(of: element.startTag))
        }
    }
}

extension ElementSyntax {
    /// The `id` that the source gives to the element, whatever the data.
    func staticID(in source: TemplateSource) -> String? {
        guard end.isWritten, let id = id(in: source) else { return nil }
        let isSet = statements?.attributes.contains { clause in
            clause.name.map { source.markup.key($0.text) == "id" } ?? true
        }
        return isSet == true ? nil : id
    }

    /// The `id` that stands in the source.
    fileprivate func id(in source: TemplateSource) -> String? {
        guard namespace == nil, let attribute = attributes.first(where: { $0.key == "id" }),
            attribute.role == .markup, attribute.pieces == nil, let value = attribute.value,
            !value.isEmpty
        else { return nil }
        return CharacterReferences(source.markup).resolve(value).text
    }
}
