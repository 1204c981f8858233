// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows a list of pictures with their conditions from piece to piece.
struct CandidatePlaces: PlaceGrammar {
    private var address = AddressPlaces(.image)
    private var part = Part.start

    /// Whether the template has begun the word of a condition, or a value stands in them.
    private var isInWord = false

    private enum Part {
        /// Before an address.
        case start
        case address

        /// Behind a comma that ends an address if white space follows.
        case comma

        /// Behind an address, up to the next comma.
        case conditions
    }

    mutating func read(_ literal: [UInt8]) {
        for byte in literal { read(byte) }
    }

    private mutating func read(_ byte: UInt8) {
        if part == .conditions, !byte.isControlOrSpace { isInWord = true }
        switch (part, byte) {
        case (.start, Byte.comma): break
        case (.comma, _) where byte.isControlOrSpace, (.conditions, Byte.comma):
            self = CandidatePlaces()
        case (.start, _) where byte.isControlOrSpace: break
        case (.address, _) where byte.isControlOrSpace: part = .conditions
        case (.conditions, _): break
        case (.start, _), (.address, _), (.comma, _):
            part = byte == Byte.comma ? .comma : .address
            address.read([byte])
        }
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        switch part {
        case .conditions:
            // A number, where the template or another value has the rest of the conditions.
            defer { isInWord = true }
            let next = following.literal.first { !$0.isControlOrSpace }
            let isLast = !following.isBehindValue && (next == nil || next == Byte.comma)
            return .success(isLast && !isInWord ? .candidateRest : .time)
        case .start where !following.goesOnAddress:
            // All of a candidate, or of several: the list goes on behind it.
            part = .conditions
            return .success(.candidates)
        case .start, .address, .comma: break
        }
        part = .address
        let rest = following.prefix { !$0.isControlOrSpace }
        return address.filter(before: rest).map { filter in
            switch filter {
            case .addressValue: .candidateValue
            case .addressSegment: .candidateSegment
            case .addressRest: .candidateGoingOn
            case .addressBehindSlash: .candidateStart
            case .image: .candidate
            case .hostRest: .candidateHostRest
            case .hostMiddle: .candidateHostMiddle
            case .scheme, .hostPart, .drawing: filter
            default: .candidatePart
            }
        }
    }
}

extension FollowingText {
    /// Whether the address of a candidate goes on behind a value.
    fileprivate var goesOnAddress: Bool {
        isBehindValue || literal.first.map { !$0.isControlOrSpace && $0 != Byte.comma } ?? false
    }
}
