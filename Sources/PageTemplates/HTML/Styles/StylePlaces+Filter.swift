// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension StylePlaces {
    /// Why a value that stands before is not safe after all.
    var unsafe: UnsafePlace? { fault.map(UnsafePlace.init) }

    /// The filter of a value that is written next, or why none can be.
    mutating func filter() -> Result<PlaceFilter, UnsafePlace> {
        defer { readValue() }
        switch place {
        case .declarations: return .success(.style)
        case .value(let property):
            let refers = StyleNames.refers(Array(property.utf8))
            return .success(refers ? .presentation : .styleValue)
        case .string: return .success(.styleString)
        case .address(let address):
            if address.isBehindPath { return .success(.styleAddressValue) }
            return .success(address.hasBegun ? .styleAddressPart : .styleAddress)
        case .refused(let reason):
            return .failure(UnsafePlace(reason))
        }
    }
}

extension UnsafePlace {
    init(_ reason: StylePlaces.Reason) {
        self.init(place: "stands \(reason.place)", remedy: reason.remedy)
    }
}
