// SPDX-License-Identifier: Apache-2.0

package import PageTemplates
import TemplateSyntax

/// A template with the statements of its tags in order, and in lines that are not too long.
///
/// Nothing else changes, and nothing of what is rendered. A template that has errors stays as it
/// is; so does a tag in which it is not plain to see what can change.
package struct TemplateFormat: Sendable {
    /// The changes, a tag each.
    package private(set) var edits: [TextEdit] = []

    /// The template as it was read, in UTF-8.
    package let original: [UInt8]

    /// The template with the changes; formatting it again changes nothing.
    package private(set) var bytes: [UInt8]

    /// What is wrong with the template, so that it stays as it is.
    package private(set) var errors: [TemplateError] = []

    /// Formats a template.
    ///
    /// - Parameters:
    ///   - source: The template.
    ///   - configuration: How it is compiled.
    package init(of source: TemplateSource, _ configuration: TemplateConfiguration) {
        let tree = SyntaxTree(parsing: source.markup, configuration.syntax)
        self.init(of: tree)
        guard tree.hasErrors else { return }
        for case .error(let error) in Template.diagnostics(of: source, configuration: configuration)
        {
            errors.append(error)
        }
    }

    /// Formats a template that is parsed already.
    init(of tree: SyntaxTree) {
        let source = tree.source
        original = source.bytes
        bytes = source.bytes
        guard !tree.hasErrors else { return }
        let lineEnd = source.lineEnd
        var text = FormattedText()
        var position = 0
        tree.forEachElement { element in
            guard let layout = TagLayout(element, in: source, lineEnd: lineEnd),
                layout.range.lowerBound >= position
            else { return }
            text.append(source.bytes[position..<layout.range.lowerBound])
            position = layout.range.upperBound
            let tag = layout.text(behind: text.lineBegin)
            if !tag.elementsEqual(source.bytes[layout.range]) {
                edits.append(TextEdit(layout.range, String(decoding: tag, as: UTF8.self)))
            }
            text.append(tag[...])
        }
        text.append(source.bytes[position...])
        bytes = text.bytes
    }
}

/// The text that is done, which knows its last line.
private struct FormattedText {
    private(set) var bytes: [UInt8] = []
    private var lineStart = 0

    /// How much of a line is looked at: more than is aligned, or fits.
    private static let longest = 8 * TagLayout.widest

    /// The last line, or what it begins with.
    var lineBegin: ArraySlice<UInt8> { bytes[lineStart...].prefix(Self.longest) }

    mutating func append(_ text: ArraySlice<UInt8>) {
        if let newline = text.lastIndex(of: Byte.newline) {
            lineStart = bytes.count + newline + 1 - text.startIndex
        }
        bytes += text
    }
}

extension MarkupSource {
    /// How the lines of the source end.
    fileprivate var lineEnd: [UInt8] {
        guard let newline = bytes.firstIndex(of: Byte.newline), newline > 0,
            bytes[newline - 1] == Byte.carriageReturn
        else { return [Byte.newline] }
        return [Byte.carriageReturn, Byte.newline]
    }
}
