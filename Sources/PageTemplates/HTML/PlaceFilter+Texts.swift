// SPDX-License-Identifier: Apache-2.0

// What reports say of filters.
extension PlaceFilter {
    /// What a value is that passes; `nil` where every value does.
    var condition: String? {
        switch self {
        case .link, .image, .styleAddress, .links, .candidates, .candidate, .refresh,
            .refreshTail, .animation:
            "an address that is relative, or has one of the usual schemes"
        case .candidateRest: "a width or a density"
        case .scriptLink, .scriptLinkText: "an address that runs no code"
        case .scriptLinkRest, .scriptLinkTextRest: "a part of an address without ':' before a '/'"
        case .scheme: "one of the usual schemes"
        case .vouched: "a TrustedScriptURL"
        case .codePart, .codeBehindSlash: "a path that is not empty, and has no '..'"
        case .selector: "a name"
        case .style, .styleValue, .styleVariable, .presentation: "plain CSS, without addresses"
        case .styleVariableText: "text that is no address"
        case .scriptKey, .scriptMember: "another key than '__proto__'"
        case .code: "code that somebody vouches for"
        case .time: "a number"
        case .styleSheet: "a SafeCSS"
        case .none, .textOnly, .addressRest, .addressBehindSlash, .addressSegment, .addressPart,
            .addressValue, .addressee, .hostPart, .hostRest, .hostMiddle, .drawing, .candidatePart,
            .candidateStart, .candidateHostRest, .candidateHostMiddle, .candidateGoingOn,
            .candidateSegment, .candidateValue, .styleString,
            .script, .json,
            .scriptText, .scriptTemplate, .scriptPattern, .scriptCharacters, .document:
            nil
        }
    }

    /// What to do where values are refused.
    var remedy: String {
        switch self {
        case .vouched:
            "begin it with literal text, as in '/static/${name}', or pass a TrustedScriptURL"
        case .style, .styleValue, .styleVariable, .presentation, .selector, .styleSheet:
            "choose a class instead, or pass a SafeCSS"
        case .code:
            "write data as JSON, with 'json' before it or in a 'data-' attribute, or pass a SafeJS"
        case .scheme, .time: "write it in the template"
        case .candidateRest: "write it in the template, or the whole list in the data"
        case .scriptKey, .scriptMember: "use a Map, or put a letter before the key"
        case .codePart, .codeBehindSlash: "check the data before the page is rendered"
        default: "begin it with literal text, as in '/product/${id}', or pass a SafeURL"
        }
    }

    /// Why a value was refused, for logs: never with its content.
    var refusal: String {
        "a value was refused: it is not \(condition ?? "safe there")"
    }
}
