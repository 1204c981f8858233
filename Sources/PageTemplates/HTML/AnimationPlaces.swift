// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the values of an animation, each of which is a whole value of another attribute.
struct AnimationPlaces: PlaceGrammar {
    private var isAtStart = true

    mutating func read(_ literal: [UInt8]) {
        for byte in literal where !byte.isControlOrSpace { isAtStart = byte == Byte.semicolon }
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        defer { isAtStart = false }
        let next = following.literal.first { !$0.isControlOrSpace }
        guard isAtStart,
            following.isEmpty || !following.isBehindValue && next == nil || next == Byte.semicolon
        else {
            return .failure(
                UnsafePlace(
                    place: "in a part of an animated value",
                    remedy: "let data be all of it, between semicolons"
                )
            )
        }
        return .success(.animation)
    }
}
