// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the value of an attribute from piece to piece, by what the attribute means.
///
/// The template's own text is read with its references resolved; each value that is written
/// gets the filter of what it is there.
struct ValuePlaces {
    private var grammar: Grammar

    private enum Grammar {
        case whole(PlaceFilter)
        case address(AddressPlaces)
        case candidates(CandidatePlaces)
        case refresh(RefreshPlaces)
        case style(StylePlaces)
        case script(ScriptPlaces)
        case document(DocumentPlaces)
        case animation(AnimationPlaces)
    }

    init(_ meaning: AttributeMeaning) {
        grammar =
            switch meaning {
            case .plain: .whole(.none)
            case .links: .whole(.links)
            case .animation: .animation(AnimationPlaces())
            case .styleValue: .style(StylePlaces(property: "fill"))
            case .link, .image, .code: .address(AddressPlaces(meaning))
            case .candidates: .candidates(CandidatePlaces())
            case .refresh: .refresh(RefreshPlaces())
            case .style: .style(StylePlaces())
            case .handler: .script(ScriptPlaces())
            case .document: .document(DocumentPlaces())
            }
    }

    /// Reads on in the template's own text.
    mutating func read(_ literal: [UInt8]) {
        switch grammar {
        case .whole: break
        case .address(var places):
            places.read(literal)
            grammar = .address(places)
        case .candidates(var places):
            places.read(literal)
            grammar = .candidates(places)
        case .refresh(var places):
            places.read(literal)
            grammar = .refresh(places)
        case .style(var places):
            places.read(literal)
            grammar = .style(places)
        case .script(var places):
            places.read(literal)
            grammar = .script(places)
        case .document(var places):
            places.read(literal)
            grammar = .document(places)
        case .animation(var places):
            places.read(literal)
            grammar = .animation(places)
        }
    }

    /// Why a value that stands before is not safe after all; `nil` where nothing is wrong.
    var fault: UnsafePlace? {
        switch grammar {
        case .style(let places): places.unsafe
        case .whole, .address, .candidates, .refresh, .script, .document, .animation: nil
        }
    }

    /// The filter of a value that stands here, before the template's own text behind it, or
    /// why none can.
    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        switch grammar {
        case .whole(let filter):
            return .success(filter)
        case .address(var places):
            defer { grammar = .address(places) }
            return .orUnsafe(places.filter(before: following), .address)
        case .candidates(var places):
            defer { grammar = .candidates(places) }
            return .orUnsafe(places.filter(before: following), .address)
        case .refresh(var places):
            defer { grammar = .refresh(places) }
            return .orUnsafe(places.filter(before: following), .address)
        case .style(var places):
            defer { grammar = .style(places) }
            return places.filter()
        case .script(var places):
            defer { grammar = .script(places) }
            return places.filter()
        case .document(let places):
            return places.filter()
        case .animation(var places):
            defer { grammar = .animation(places) }
            return places.filter(before: following)
        }
    }
}

/// Why no value can stand at a place.
struct UnsafePlace: Error, Hashable {
    /// What stands there, behind "data".
    let place: String

    /// What to write instead.
    let remedy: String

    static let address = UnsafePlace(
        place: "in the scheme of an address",
        remedy: "write the scheme in the template, or make the whole address in the data"
    )
}

extension Result<PlaceFilter, UnsafePlace> {
    fileprivate static func orUnsafe(_ filter: PlaceFilter?, _ unsafe: UnsafePlace) -> Self {
        filter.map { .success($0) } ?? .failure(unsafe)
    }
}

/// Follows the values of an animation, each of which is a whole value of another attribute.
struct AnimationPlaces {
    private var isAtStart = true

    mutating func read(_ literal: [UInt8]) {
        for byte in literal where !byte.isControlOrSpace { isAtStart = byte == Byte.semicolon }
    }

    mutating func filter(before following: [UInt8]) -> Result<PlaceFilter, UnsafePlace> {
        defer { isAtStart = false }
        let next = following.first { !$0.isControlOrSpace }
        guard isAtStart, next == nil || next == Byte.semicolon else {
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

/// Follows a document in an attribute: a value stands in its text.
struct DocumentPlaces {
    private var markup = MessageMarkup()

    mutating func read(_ literal: [UInt8]) {
        markup.read(literal)
    }

    /// The filter of a value that stands here, or why none can.
    func filter() -> Result<PlaceFilter, UnsafePlace> {
        if case .text = markup.place { return .success(.document) }
        return .failure(
            UnsafePlace(
                place: "in a tag or in code of a document",
                remedy: "let data stand in the document's text only"
            )
        )
    }
}
