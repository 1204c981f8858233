// SPDX-License-Identifier: Apache-2.0

/// Follows a document in an attribute: a value stands in its text.
struct DocumentPlaces: PlaceGrammar {
    private var markup = MessageMarkup()

    mutating func read(_ literal: [UInt8]) {
        markup.read(literal)
    }

    func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        if case .text = markup.place { return .success(.document) }
        return .failure(
            UnsafePlace(
                place: "in a tag or in code of a document",
                remedy: "let data stand in the document's text only"
            )
        )
    }
}
