// SPDX-License-Identifier: Apache-2.0

// What libxml2 makes of HTML, where that is not what the source says.
extension TreeBuilder {
    /// Notes where libxml2 reads a start tag otherwise, unless a known fault explains it.
    ///
    /// - Parameters:
    ///   - tag: A tag whose element is not open yet.
    ///   - name: The name of the element.
    ///   - witness: Who has seen the tag.
    ///   - hasStatement: Whether its parent matters.
    mutating func compare(
        _ tag: ScannedTag,
        _ name: String,
        _ witness: ElementSyntax.Witness,
        hasStatement: Bool
    ) {
        guard source.mode == .html else { return }
        let place = tag.whole.lowerBound..<tag.name.upperBound
        switch witness {
        case .source where !isKnownToBeLeftOut(name):
            differ("libxml2 leaves out '<\(name)>'", at: place)
        case .parser where hasStatement:
            compareParents(of: name, at: place)
        default:
            break
        }
    }

    private func isKnownToBeLeftOut(_ name: String) -> Bool {
        ParserFault.misplacedRoot.names.contains(name)
            || open.contains { ParserFault.textElement.names.contains($0.localName) }
    }

    private mutating func compareParents(of name: String, at place: Range<Int>) {
        guard let tree = stream.tree else { return }
        let parent = open.last { $0.witness == .parser }
        guard tree.parent?.tag != parent?.startTag.lowerBound else { return }
        if let parent, !tree.holds(parent.startTag.lowerBound) {
            let ended = source.text(parent.name)
            differ(
                "libxml2 ends '<\(ended)>' before '<\(name)>'",
                at: place,
                notes: [.init("'<\(ended)>' starts here", at: parent.place)]
            )
        } else if let other = tree.parent, !ParserFault.openParagraph.names.contains(other.name) {
            let start = other.tag..<(other.tag + 1 + other.name.utf8.count)
            differ(
                "libxml2 has '<\(name)>' inside of '<\(other.name)>'",
                at: place,
                notes: [.init("'<\(other.name)>' starts here", at: start)]
            )
        }
    }

    private mutating func differ(
        _ message: String,
        at place: Range<Int>,
        notes: [Diagnostic.Note] = []
    ) {
        expressions.diagnostics.append(
            Diagnostic(.structureDiffers, message, at: place, severity: .note, notes: notes)
        )
    }
}
