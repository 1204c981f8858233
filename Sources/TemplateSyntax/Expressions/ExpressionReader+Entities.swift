// SPDX-License-Identifier: Apache-2.0

extension ExpressionReader {
    /// Refuses references that only the document type explains, which nobody reads.
    mutating func refuseEntities(in range: Range<Int>, of source: MarkupSource) {
        guard let entity = CharacterReferences(source).entity(in: range) else { return }
        let name = source.text(entity)
        diagnostics.append(
            error(
                .invalidExpression,
                "'\(name)' is an entity of the document type, and an expression cannot have it",
                entity,
                notes: [.init("write the character itself, or its number")]
            )
        )
    }
}
