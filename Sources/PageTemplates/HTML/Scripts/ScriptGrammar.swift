// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows a script, a handler or a block of JSON.
struct ScriptGrammar: PlaceGrammar {
    /// The filter of a whole value: `script` or `json`.
    let value: PlaceFilter

    private var places = ScriptPlaces()

    /// What has not been read yet: a name can come in many pieces, with comments between them.
    private var unread: [UInt8] = []

    init(value: PlaceFilter) {
        self.value = value
    }

    mutating func read(_ literal: [UInt8]) {
        unread += literal
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        places.read(unread)
        unread = []
        defer { places.readValue() }
        switch places.place {
        case .expression: return .success(value)
        case .member: return .success(value == .json ? value : .scriptMember)
        case .link where value == .json, .linkRest where value == .json: return .success(value)
        case .link where following.addsScheme, .linkRest where following.addsScheme:
            return .failure(.scheme)
        case .link: return .success(.scriptLink)
        case .linkRest: return .success(.scriptLinkRest)
        case .string: return .success(.scriptText)
        case .memberText: return .success(value == .json ? .scriptText : .scriptKey)
        case .linkText where value == .json, .linkTextRest where value == .json:
            return .success(.scriptTemplate)
        case .linkText where following.mayCompleteScheme,
            .linkTextRest where following.mayCompleteScheme:
            return .failure(.scheme)
        case .linkText: return .success(.scriptLinkText)
        case .linkTextRest: return .success(.scriptLinkTextRest)
        case .key where value == .json: return .success(.scriptText)
        case .key where ScriptPlaces.mayEndPrototype(following.literal): return refusal(.key)
        case .key: return .success(.scriptKey)
        case .templateText: return .success(.scriptTemplate)
        case .pattern(let isInClass):
            return .success(isInClass ? .scriptCharacters : .scriptPattern)
        case .refused(let reason): return refusal(reason)
        }
    }

    private func refusal(_ reason: ScriptPlaces.Reason) -> Result<PlaceFilter, UnsafePlace> {
        .failure(UnsafePlace(place: "stands \(reason.place)", remedy: reason.remedy))
    }
}

extension FollowingText {
    /// Whether the text behind a value in a text makes a scheme of it.
    fileprivate var mayCompleteScheme: Bool { completesScheme || addsScheme }

    /// Whether a text that is put behind a value with `+` makes a scheme of it.
    fileprivate var addsScheme: Bool {
        let isQuote: (UInt8) -> Bool = { $0 == Byte.quote || $0 == Byte.apostrophe }
        let rest = literal.drop { $0.isControlOrSpace || isQuote($0) }
        guard rest.first == UInt8(ascii: "+") else { return false }
        let operand = rest.dropFirst().drop(while: \.isControlOrSpace)
        guard let quote = operand.first, isQuote(quote) else { return false }
        return FollowingText(Array(operand.dropFirst())).completesScheme
    }
}
