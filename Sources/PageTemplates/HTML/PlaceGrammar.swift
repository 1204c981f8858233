// SPDX-License-Identifier: Apache-2.0

/// Follows a value of an attribute, or code, from piece to piece, and says what becomes of a
/// value at each place of it.
///
/// The template's own text is read with its references resolved, as a browser has it.
protocol PlaceGrammar {
    /// Reads on in the template's own text.
    mutating func read(_ literal: [UInt8])

    /// The filter of a value that stands here, before the template's own text behind it, or why
    /// none can.
    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace>

    /// Why a value that stands before is not safe after all; `nil` where nothing is wrong.
    var fault: UnsafePlace? { get }
}

extension PlaceGrammar {
    var fault: UnsafePlace? { nil }
}

/// Why no value can stand at a place.
struct UnsafePlace: Error, Hashable {
    /// What stands there, behind "data".
    let place: String

    /// What to write instead.
    let remedy: String

    static let scheme = UnsafePlace(
        place: "in the scheme of an address",
        remedy: "write the scheme in the template, or make the whole address in the data"
    )

    static let addressOfCode = UnsafePlace(
        place: "behind a scheme whose addresses are code",
        remedy: AttributeMeaning.codeRemedy
    )

    static let addressOfData = UnsafePlace(
        place: "in an address of data whose type is not that of a picture, a sound or a font",
        remedy:
            "write the type in the template, as in 'data:image/png;base64,${data}', or make the "
            + "whole address in the data"
    )

    static let number = UnsafePlace(
        place: "behind a percent sign",
        remedy: "write the number of the byte, or '%25'"
    )

    static let root = UnsafePlace(
        place: "where an empty value lets a host begin",
        remedy: "write the first folder of the path in the template"
    )

    static let openReference = UnsafePlace(
        place: "behind a reference that has no ';'",
        remedy: "write the ';', or '&amp;' for an ampersand"
    )

    static let refresh = UnsafePlace(
        place: "behind another value, before the address",
        remedy: "write 'url=' in the template"
    )
}

/// A place that has one filter, whatever stands around the value.
struct FixedPlaces: PlaceGrammar {
    let filter: PlaceFilter

    mutating func read(_ literal: [UInt8]) {}

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        .success(filter)
    }
}

extension AttributeMeaning {
    /// What follows the value of such an attribute.
    var grammar: any PlaceGrammar {
        switch self {
        case .plain: FixedPlaces(filter: .none)
        case .links: LinkListPlaces()
        case .link, .image, .code: AddressPlaces(self)
        case .candidates: CandidatePlaces()
        case .refresh: RefreshPlaces()
        case .style: StyleGrammar()
        case .styleValue: StyleGrammar(property: "fill")
        case .animation: AnimationPlaces()
        case .handler: ScriptGrammar(value: .script)
        case .document: DocumentPlaces()
        }
    }

    /// The filter of a value that is all of the attribute.
    var filter: PlaceFilter {
        var grammar = grammar
        return (try? grammar.filter(before: .end).get()) ?? .code
    }
}
