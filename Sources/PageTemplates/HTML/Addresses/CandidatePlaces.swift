// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows a list of pictures with their conditions from piece to piece.
struct CandidatePlaces: PlaceGrammar {
    private var address = AddressPlaces(.image)
    private var part = Part.start

    private enum Part {
        /// Before an address.
        case start
        case address

        /// Behind a comma that ends an address if white space follows.
        case comma

        /// Behind a value that is an address, or a list of its own.
        case behindValue

        /// Behind an address, up to the next comma.
        case conditions
    }

    mutating func read(_ literal: [UInt8]) {
        for byte in literal { read(byte) }
    }

    private mutating func read(_ byte: UInt8) {
        switch (part, byte) {
        case (.start, Byte.comma): break
        case (.comma, _) where byte.isControlOrSpace, (.conditions, Byte.comma),
            (.behindValue, Byte.comma):
            self = CandidatePlaces()
        case (.start, _) where byte.isControlOrSpace: break
        case (.address, _) where byte.isControlOrSpace,
            (.behindValue, _) where byte.isControlOrSpace:
            part = .conditions
        case (.conditions, _), (.behindValue, _): break
        case (.start, _), (.address, _), (.comma, _):
            part = byte == Byte.comma ? .comma : .address
            address.read([byte])
        }
    }

    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        switch part {
        case .start:
            // All of a candidate, or of several: the list goes on behind it.
            part = .behindValue
            return .success(.candidates)
        case .behindValue: return .success(.candidatePart)
        case .conditions: return .success(.candidateConditions)
        case .address, .comma: return partOfAddress(before: following)
        }
    }

    private mutating func partOfAddress(
        before following: [UInt8]
    ) -> Result<PlaceFilter, UnsafePlace> {
        part = .address
        let rest = Array(following.prefix { !$0.isControlOrSpace })
        return address.filter(before: rest).map { filter in
            switch filter {
            case .addressValue: .candidateValue
            case .addressSegment: .candidateSegment
            case .addressRest, .addressBehindSlash: .candidateStart
            default: .candidatePart
            }
        }
    }
}
