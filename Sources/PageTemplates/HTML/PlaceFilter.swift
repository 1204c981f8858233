// SPDX-License-Identifier: Apache-2.0

/// What becomes of a value at its place, before the bytes are escaped that the place cannot
/// hold.
enum PlaceFilter: UInt8, Sendable, Hashable, CaseIterable {
    /// Nothing: escaping is enough, and markup that somebody vouches for passes.
    case none

    /// The same where a browser reads no markup: markup is text there too.
    case textOnly

    // MARK: Addresses

    /// A whole address, or what one begins with.
    case link

    /// The same of a picture.
    case image

    /// An address that somebody vouches for, and no other.
    case vouched

    /// Several addresses.
    case links

    /// What follows a value that an address begins with.
    case addressRest

    /// What follows the one slash that an address begins with.
    case addressBehindSlash

    /// The same before another slash: it cannot be empty.
    case addressSegment

    /// A part of an address that is no single value.
    case addressPart

    /// A part of the name of a host.
    case hostPart

    /// What follows the name of a host: a port, or what comes behind the host.
    case hostRest

    /// Either of these.
    case hostMiddle

    /// Whom a mail goes to, before what the template says of it.
    case addressee

    /// Text in a drawing that is written in its address.
    case drawing

    /// One value in a query or a fragment.
    case addressValue

    /// What stands before a colon of the template.
    case scheme

    /// A part of the path to what runs.
    case codePart

    /// The same behind a slash.
    case codeBehindSlash
    case candidates

    /// One of them, whose condition or rest is the template's.
    case candidate

    /// What follows the address of one: its condition, and others of the same site.
    case candidateRest

    /// A part of an address in a list of candidates, as each of these outside of one.
    case candidatePart
    case candidateStart
    case candidateHostRest
    case candidateHostMiddle
    case candidateGoingOn
    case candidateSegment
    case candidateValue
    case animation

    // MARK: Refreshing

    case refresh
    case refreshTail
    case time

    // MARK: Styles

    case style

    /// The value of a property.
    case styleValue

    /// The same of a variable, whose texts a function may take for addresses.
    case styleVariable

    /// The same where it may name a part of the page.
    case presentation

    /// A name in a selector.
    case selector
    case styleString

    /// The same in a variable, whose texts a function may take for addresses.
    case styleVariableText

    /// A whole address: nothing of it can end the style.
    case styleAddress

    /// A style sheet that somebody vouches for, and no other.
    case styleSheet

    // MARK: Scripts and documents

    /// A value of JavaScript.
    case script

    /// The same in the brackets behind an object: one key has the prototype of all objects.
    case scriptMember

    /// The same where the page goes to an address, or loads from one.
    case scriptLink

    /// The same behind other values of which the address is put together.
    case scriptLinkRest

    /// A value of JSON.
    case json

    /// Text between quotes of JavaScript.
    case scriptText

    /// The same where it is the whole key of an object.
    case scriptKey

    /// The same where an address begins.
    case scriptLinkText

    /// The same behind other values, where it may be a part of the scheme.
    case scriptLinkTextRest

    /// The same in a template literal.
    case scriptTemplate

    /// Signs in a regular expression.
    case scriptPattern

    /// The same between its brackets.
    case scriptCharacters

    /// Code that somebody vouches for, and no other.
    case code

    /// Text in a document that is the value of an attribute.
    case document

    /// The same for code that only what somebody vouches for may go into.
    var vouchedOnly: PlaceFilter { language == nil ? self : .code }

    /// Whether nothing passes but what somebody vouches for.
    var isForVouched: Bool { self == .vouched || self == .code || self == .styleSheet }

    /// Whether a value is text within a script.
    var isOfScript: Bool {
        switch self {
        case .scriptText, .scriptKey, .scriptLinkText, .scriptLinkTextRest, .scriptTemplate,
            .scriptPattern, .scriptCharacters:
            true
        default: false
        }
    }

    /// Whether a value is written as its text, and so must have one.
    var takesText: Bool { !isForVouched && language == nil }

    /// Whether the pieces of a text can be written one by one.
    var takesPieces: Bool { self == .none || self == .textOnly }

    /// What stands where there is no value, and something has to.
    var nothing: String? {
        switch self {
        case .addressSegment, .candidateSegment: "."
        default: language == nil ? nil : " null "
        }
    }

    /// Whether a whole number goes out as it is.
    var takesNumbers: Bool {
        switch self {
        case .none, .textOnly, .addressPart, .addressRest, .addressValue, .addressee, .hostPart,
            .drawing, .candidate, .candidatePart, .candidateValue, .codePart, .styleValue,
            .styleVariable, .presentation, .json:
            true
        default: false
        }
    }

    /// The filter of a value that is an address: in a list it is one of it, in a query all of it.
    var ofAddress: PlaceFilter {
        switch self {
        case .candidates, .candidate, .candidateRest, .candidateValue: .candidatePart
        case .addressValue, .styleAddress: .addressPart
        case .scriptLinkText, .scriptLinkTextRest: .scriptText
        default: self
        }
    }

    /// What browsers take a refused value's place for: harmless, and easy to find.
    var replacement: [UInt8] {
        switch self {
        case .link, .image, .styleAddress, .vouched, .scheme, .codePart, .codeBehindSlash,
            .candidate, .scriptLinkText, .scriptLinkTextRest:
            AddressFilter.refused
        case .scriptMember: Array("\"\"".utf8)
        case .scriptLink, .scriptLinkRest:
            Array("\"".utf8) + AddressFilter.refused + Array("\"".utf8)
        // A selector without it would match more.
        case .selector: Array("talisman-refused".utf8)
        default: []
        }
    }
}
