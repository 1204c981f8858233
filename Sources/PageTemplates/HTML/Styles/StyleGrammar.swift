// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the declarations of a `style`, or the value of a property.
struct StyleGrammar: PlaceGrammar {
    private var places: StylePlaces

    /// What is known of the address that the last value stands in.
    private var address = AddressPlaces(.image)

    init(property: String? = nil) {
        places = StylePlaces(property: property)
    }

    mutating func read(_ literal: [UInt8]) {
        places.read(literal)
    }

    var fault: UnsafePlace? { places.fault.map(UnsafePlace.init) }

    /// Whether a brace here ends the declarations.
    var isBetweenTokens: Bool { places.isBetweenTokens }

    /// Whether what cannot be read any more is the beginning of a rule, outside of texts and
    /// brackets.
    var isBetweenRules: Bool { places.fault == .rule }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        defer { places.readValue() }
        switch places.place {
        case .declarations: return .success(.style)
        case .value where places.isInVariable: return .success(.styleVariable)
        case .value(let property):
            let refers = StyleNames.refers(Array(property.utf8))
            return .success(refers ? .presentation : .styleValue)
        case .string where !places.isInVariable: return .success(.styleString)
        case .string where mayBeginHost(before: following): return .failure(.root)
        case .string where places.isInHost: return .failure(.host)
        case .string: return .success(.styleVariableText)
        case .address(let address): return filter(in: address, before: following)
        case .refused(let reason): return .failure(UnsafePlace(reason))
        }
    }

    /// Whether an empty value would let two slashes begin the text, which may be an address.
    private func mayBeginHost(before following: FollowingText) -> Bool {
        (places.slashes ?? 0) > 0 && following.first == Byte.slash
    }

    /// The filter of a value in an address: what ends one in a style sheet, no address has as it
    /// is.
    private mutating func filter(
        in address: StylePlaces.Address,
        before following: FollowingText
    ) -> Result<PlaceFilter, UnsafePlace> {
        if !address.hasValue { self.address = AddressPlaces(.image) }
        self.address.read(address.literal)
        let rest = following.prefix { !$0.isControlOrSpace && !")\"'".utf8.contains($0) }
        return self.address.filter(before: rest).map { $0 == .image ? .styleAddress : $0 }
    }
}

extension UnsafePlace {
    fileprivate init(_ reason: StylePlaces.Reason) {
        self.init(place: "stands \(reason.place)", remedy: reason.remedy)
    }
}
