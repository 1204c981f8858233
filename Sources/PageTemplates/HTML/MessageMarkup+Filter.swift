// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension MessageMarkup.Attribute {
    /// Each value is looked at behind all that stand before it.
    static let mostValues = 64

    /// The filter of a value in the attribute, behind what is read of it, or why none can stand
    /// there.
    ///
    /// - Parameters:
    ///   - meaning: What a browser makes of the attribute.
    ///   - rest: The markup behind the value.
    ///   - mode: How references are resolved.
    /// - Returns: The filter, or the reason.
    func filter(
        _ meaning: AttributeMeaning,
        before rest: [UInt8],
        _ mode: MarkupMode
    ) -> Result<PlaceFilter, UnsafePlace> {
        guard meaning != .plain else { return .success(.none) }
        guard literals.count <= Self.mostValues else {
            return .failure(
                UnsafePlace(
                    place: "behind \(Self.mostValues) others in one attribute",
                    remedy: "let the attribute have fewer values"
                )
            )
        }
        guard (literals.last ?? [])[...].openReference(mode) == nil else {
            return .failure(.openReference)
        }
        let hasEntity = literals.contains { $0[...].documentEntity != nil }
        guard mode != .xml || !hasEntity else {
            return .failure(
                UnsafePlace(
                    place: "stands beside an entity of the document",
                    remedy: "write what it stands for"
                )
            )
        }
        let resolved = { (literal: [UInt8]) in
            CharacterReferences(MarkupSource(literal, mode)).resolve(literal.indices).bytes
        }
        var grammar = meaning.grammar
        let texts = literals.map(resolved)
        let last = FollowingText(
            resolved(Array(rest.prefix { $0 != quote })),
            // Before the end of the attribute there is at least its quote.
            isBehindValue: rest.isEmpty
        )
        for (index, text) in texts.dropLast().enumerated() {
            grammar.read(text)
            let next = texts[(index + 1)...].first { !$0.isEmpty }
            let following = FollowingText(
                next ?? last.literal,
                isBehindValue: texts[index + 1].isEmpty
            )
            _ = grammar.filter(before: following)
        }
        grammar.read(texts.last ?? [])
        return grammar.filter(before: last)
    }
}
