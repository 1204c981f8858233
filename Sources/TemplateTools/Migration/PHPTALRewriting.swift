// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What PHPTAL writes otherwise and means the same.
///
/// | PHPTAL | here |
/// |---|---|
/// | `use-macro="page.html/main"` | `templates/page.html/macros/main` |
/// | `use-macro="main"` | `template/macros/main` |
/// | `${structure x}` | `${structure:x}` |
/// | `content="'text'"` | `string:text` |
struct PHPTALRewriting {
    private let source: MarkupSource
    private var edits: [TextEdit] = []

    /// The changes of a template.
    static func edits(of tree: SyntaxTree) -> [TextEdit] {
        var rewriting = PHPTALRewriting(source: tree.source)
        rewriting.look(at: tree.children)
        rewriting.lookForStructures()
        return rewriting.edits
    }

    private init(source: MarkupSource) {
        self.source = source
    }

    private mutating func look(at nodes: [SyntaxNode]) {
        var open = nodes
        while let node = open.popLast() {
            guard case .element(let element) = node else { continue }
            open += element.children
            guard let statements = element.statements else { continue }
            for use in [statements.macros?.useMacro, statements.macros?.extendMacro] {
                if let use { look(at: use.text) }
            }
            for insert in [statements.content, statements.replace] {
                if let insert { lookForQuotes(insert.range) }
            }
        }
    }

    private mutating func look(at macro: NamedSyntax) {
        let parts = macro.text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = !macro.text.contains { "|$ ".contains($0) } && !parts.contains("..")
        guard isPlain, let name = parts.last, name.utf8.isVariableName,
            source.text(macro.range) == macro.text
        else { return }
        if parts.count == 1 {
            edits.append(TextEdit(macro.range, "template/macros/\(name)"))
        } else if parts[parts.count - 2].contains("."), !macro.text.contains(":") {
            let file = parts.dropLast().joined(separator: "/")
            edits.append(TextEdit(macro.range, "templates/\(file)/macros/\(name)"))
        }
    }

    /// `'text'` without anything that a `string:` takes for something else.
    private mutating func lookForQuotes(_ range: Range<Int>) {
        let text = source.text(range)
        guard text.count > 2, text.hasPrefix("'"), text.hasSuffix("'") else { return }
        let inner = text.dropFirst().dropLast()
        guard !inner.contains(where: { "'$|\\".contains($0) }) else { return }
        edits.append(TextEdit(range, "string:\(inner)"))
    }

    private mutating func lookForStructures() {
        let opening = Array("${structure ".utf8)
        var position = 0
        while let dollar = source.bytes[position...].firstIndex(of: UInt8(ascii: "$")) {
            position = dollar + 1
            guard source.bytes[dollar...].starts(with: opening),
                dollar == 0 || source.bytes[dollar - 1] != UInt8(ascii: "$")
            else { continue }
            let space = dollar + opening.count - 1
            edits.append(TextEdit(space..<space + 1, ":"))
        }
    }
}
