// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The text of markup, for places that hold no markup.
enum MarkupText {
    /// Markup without its tags and comments, and with its references resolved.
    static func text(of markup: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(markup)
        var text: [UInt8] = []
        var position = 0
        while position < bytes.count {
            guard bytes[position] == Byte.less, beginsTag(bytes[(position + 1)...].first) else {
                text.append(bytes[position])
                position += 1
                continue
            }
            if bytes[position...].starts(with: "<![".utf8) {
                // To HTML a section is a comment.
                let end = bytes[position...].firstIndex(of: Byte.greater)
                position = end.map { $0 + 1 } ?? bytes.count
                continue
            }
            var tag = MessageMarkup()
            repeat {
                tag.read(CollectionOfOne(bytes[position]))
                position += 1
            } while position < bytes.count && !tag.holdsText
        }
        return CharacterReferences(MarkupSource(text, .html)).resolve(text.indices).bytes
    }

    private static func beginsTag(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte.isLetter || [Byte.slash, Byte.exclamation, Byte.question].contains(byte)
    }
}
