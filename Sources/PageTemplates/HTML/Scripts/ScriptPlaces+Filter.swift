// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension ScriptPlaces {
    /// The filter of a value that is written next, or why none can be.
    mutating func filter() -> Result<PlaceFilter, UnsafePlace> {
        defer { readValue() }
        switch place {
        case .expression: return .success(.script)
        case .string: return .success(.scriptText)
        case .templateText: return .success(.scriptTemplate)
        case .pattern(let isInClass):
            return .success(isInClass ? .scriptCharacters : .scriptPattern)
        case .refused(let reason):
            return .failure(UnsafePlace(reason))
        }
    }
}

extension UnsafePlace {
    init(_ reason: ScriptPlaces.Reason) {
        self.init(place: "stands \(reason.place)", remedy: reason.remedy)
    }
}
