// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows addresses with white space between them from piece to piece.
struct LinkListPlaces: PlaceGrammar {
    private var address = AddressPlaces(.link)
    private var isAtStart = true

    mutating func read(_ literal: [UInt8]) {
        for byte in literal {
            if byte.isControlOrSpace {
                self = LinkListPlaces()
            } else {
                isAtStart = false
                address.read([byte])
            }
        }
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        let rest = following.prefix { !$0.isControlOrSpace }
        let found = address.filter(before: rest)
        defer { isAtStart = false }
        return isAtStart && rest.isEmpty ? .success(.links) : found
    }
}
