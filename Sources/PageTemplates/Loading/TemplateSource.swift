// SPDX-License-Identifier: Apache-2.0

package import TemplateSyntax

/// The text of one template: valid UTF-8 with a name and a mode.
public struct TemplateSource: Sendable {
    /// How the markup is read.
    public let mode: TemplateMode

    /// The text with its lines.
    let file: SourceFile

    /// The text as parsers see it.
    package let markup: MarkupSource

    /// Creates a source from bytes that are known to be good: valid UTF-8 without a
    /// byte-order mark and without NUL.
    init(name: String, validated bytes: [UInt8], mode: TemplateMode) {
        self.mode = mode
        file = SourceFile(name: name, bytes: bytes)
        markup = MarkupSource(bytes, mode.markup)
    }

    /// The name that errors show.
    public var name: String { file.name }

    var bytes: [UInt8] { file.bytes }

    /// The place of a range of bytes.
    package func location(of range: Range<Int>) -> TemplateLocation { file.location(of: range) }

    /// The line that a range of bytes starts in, and a caret below the range.
    package func excerpt(of range: Range<Int>) -> TemplateExcerpt { file.excerpt(of: range) }

    /// The text of a range of bytes.
    func text(_ range: Range<Int>) -> String { file.text(range) }
}
