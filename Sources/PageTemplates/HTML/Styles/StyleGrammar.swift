// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the declarations of a `style`, or the value of a property.
struct StyleGrammar: PlaceGrammar {
    private var places: StylePlaces

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

    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        defer { places.readValue() }
        switch places.place {
        case .declarations: return .success(.style)
        case .value(let property):
            if property.hasPrefix("--") { return .success(.styleVariable) }
            let refers = StyleNames.refers(Array(property.utf8))
            return .success(refers ? .presentation : .styleValue)
        case .string: return .success(.styleString)
        case .address(let address): return filter(in: address, before: following)
        case .refused(let reason): return .failure(UnsafePlace(reason))
        }
    }

    /// The filter of a value in an address: what ends one in a style sheet, no address has as it
    /// is.
    private func filter(
        in address: StylePlaces.Address,
        before following: [UInt8]
    ) -> Result<PlaceFilter, UnsafePlace> {
        var grammar = AddressPlaces(.image)
        for (literal, next) in zip(address.literals, address.literals.dropFirst()) {
            grammar.read(literal)
            _ = grammar.filter(before: next)
        }
        grammar.read(address.literals.last ?? [])
        return grammar.filter(before: following).map { $0 == .image ? .styleAddress : $0 }
    }
}

extension UnsafePlace {
    fileprivate init(_ reason: StylePlaces.Reason) {
        self.init(place: "stands \(reason.place)", remedy: reason.remedy)
    }
}
