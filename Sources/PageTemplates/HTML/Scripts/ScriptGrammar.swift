// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows a script, a handler or a block of JSON.
struct ScriptGrammar: PlaceGrammar {
    /// The filter of a whole value: `script` or `json`.
    let value: PlaceFilter

    private var places = ScriptPlaces()

    init(value: PlaceFilter) {
        self.value = value
    }

    mutating func read(_ literal: [UInt8]) {
        places.read(literal)
    }

    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        defer { places.readValue() }
        switch places.place {
        case .expression: return .success(value)
        case .string: return .success(.scriptText)
        case .templateText: return .success(.scriptTemplate)
        case .pattern(let isInClass):
            return .success(isInClass ? .scriptCharacters : .scriptPattern)
        case .refused(let reason):
            return .failure(UnsafePlace(place: "stands \(reason.place)", remedy: reason.remedy))
        }
    }
}
