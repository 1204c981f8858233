// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// References beside data.
extension CheckState {
    /// Reports one beside data: only the document's reader knows what it stands for.
    ///
    /// - Parameters:
    ///   - pieces: The text with its holes.
    ///   - title: What reports call the place.
    func checkEntities(in pieces: [TextPiece], _ title: @autoclosure () -> String) {
        guard source.mode == .xml else { return }
        for case .literal(let range) in pieces {
            guard let entity = source.bytes[range].documentEntity else { continue }
            report(
                .unsafePlace,
                "an entity of the document beside data in \(title())",
                at: entity,
                notes: [.init("write what it stands for")]
            )
        }
    }

    /// Reports a reference without its semicolon right before data: browsers would read a sign of
    /// the code, or go on with the name in the data.
    ///
    /// - Parameters:
    ///   - pieces: The text with its holes.
    ///   - title: What reports call the place.
    func checkReferences(in pieces: [TextPiece], _ title: @autoclosure () -> String) {
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
            guard case .literal(let range) = piece, case .hole = next else { continue }
            checkReference(at: range, title())
        }
    }

    /// Reports such a reference at the end of text that data may follow.
    func checkReference(at range: Range<Int>, _ title: @autoclosure () -> String) {
        guard let reference = source.bytes[range].openReference(source.markup.mode) else { return }
        let unsafe = UnsafePlace.openReference
        report(
            .unsafePlace,
            "data in \(title()) \(unsafe.place)",
            at: reference,
            notes: [.init(unsafe.remedy)]
        )
    }
}

extension ArraySlice<UInt8> {
    /// The first reference to what is no character of XML by number or name.
    var documentEntity: Range<Int>? {
        for start in indices where self[start] == Byte.ampersand {
            let name = self[(start + 1)...].prefix { $0 != Byte.semicolon && $0 != Byte.ampersand }
            let isCharacter = Self.characters.contains { name.elementsEqual($0.utf8) }
            guard name.first != Byte.hash, !isCharacter else { continue }
            return start..<Swift.min(name.endIndex + 1, endIndex)
        }
        return nil
    }

    private static var characters: [String] { ["amp", "apos", "gt", "lt", "quot"] }
}
