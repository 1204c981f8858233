// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Runs the filters of places over text.
struct ValueFilter {
    /// The schemes that addresses of data may have.
    let schemes: Set<String>

    /// The text as a place takes it, and whether nothing of it was refused.
    func filter(_ text: [UInt8], _ filter: PlaceFilter) -> (bytes: [UInt8], isComplete: Bool) {
        switch filter {
        case .none, .textOnly: (text, true)
        case .link: refused(filter, addresses.address(text))
        case .image, .styleAddress: refused(filter, addresses.address(text, allowsPictures: true))
        case .links: addresses.addresses(text)
        case .scheme: refused(filter, addresses.scheme(text))
        case .animation: refused(filter, addresses.animation(text))
        case .candidates: CandidateFilter(addresses: addresses).candidates(text)
        case .candidate:
            refused(
                filter,
                addresses.address(text, allowsPictures: true).map(CandidateFilter.whole)
            )
        case .candidateRest:
            CandidateFilter(addresses: addresses, staysHere: true).conditions(text)
        case .candidatePart: (CandidateFilter.part(AddressFilter.normalized(text)), true)
        case .candidateHostRest:
            (CandidateFilter.part(AddressFilter.behindHost(text)), true)
        case .candidateHostMiddle: (CandidateFilter.part(AddressFilter.inHost(text)), true)
        case .candidateGoingOn: (CandidateFilter.part(AddressFilter.continued(text)), true)
        case .candidateStart: (CandidateFilter.part(Self.start(text)), true)
        case .candidateSegment: (CandidateFilter.part(Self.segment(Self.start(text))), true)
        case .candidateValue, .addressValue: (AddressFilter.value(text), true)
        case .addressRest: (AddressFilter.continued(text), true)
        case .addressSegment: (Self.segment(AddressFilter.behindSlash(text)), true)
        case .addressBehindSlash: (AddressFilter.behindSlash(text), true)
        case .addressPart: (AddressFilter.normalized(text), true)
        case .addressee: (AddressFilter.addressee(text), true)
        case .hostPart: (AddressFilter.hostPart(text), true)
        case .hostRest: (AddressFilter.behindHost(text), true)
        case .hostMiddle: (AddressFilter.inHost(text), true)
        case .drawing: (Self.drawing(text), true)
        case .codePart: refused(filter, AddressFilter.segments(text))
        case .codeBehindSlash: refused(filter, AddressFilter.segmentsBehindSlash(text))
        case .refresh: refused(filter, RefreshFilter(addresses: addresses).content(text))
        case .refreshTail: refused(filter, RefreshFilter(addresses: addresses).tail(text))
        case .time: refused(filter, RefreshFilter.isTime(text) ? text : nil)
        case .style: declarations(text)
        case .styleValue: refused(filter, StyleFilter.value(text, of: ""))
        case .styleVariable: refused(filter, StyleFilter.value(text, of: "--"))
        case .presentation: refused(filter, StyleFilter.value(text, of: "fill"))
        case .selector: refused(filter, Self.isName(text) ? text : nil)
        case .styleString: (StyleFilter.string(text), true)
        case .styleVariableText:
            refused(filter, StyleFilter.isAddress(text) ? nil : StyleFilter.string(text))
        case .scriptKey:
            refused(
                filter,
                text == ScriptPlaces.prototype ? nil : ScriptWriter.string(text, quote: Byte.quote)
            )
        case .scriptText: (ScriptWriter.string(text, quote: Byte.quote), true)
        case .scriptTemplate: (Self.templateText(text), true)
        case .scriptPattern: (ScriptWriter.pattern(text, isInClass: false), true)
        case .scriptCharacters: (ScriptWriter.pattern(text, isInClass: true), true)
        case .document: (text.escaped(.doubleQuoted), true)
        case .scriptLinkText:
            refused(filter, AddressFilter.isCode(text) ? nil : Self.templateText(text))
        case .scriptLinkTextRest:
            refused(filter, AddressFilter.mayEndScheme(text) ? nil : Self.templateText(text))
        case .vouched, .styleSheet, .code, .script, .scriptMember, .scriptLink, .scriptLinkRest,
            .json:
            refused(filter, nil)
        }
    }

    private func declarations(_ text: [UInt8]) -> (bytes: [UInt8], isComplete: Bool) {
        var (kept, refused) = StyleFilter.declarations(text)
        let isEnded = text.last { !$0.isSpace } == Byte.semicolon
        if !isEnded, kept.last == Byte.semicolon { kept.removeLast() }
        return (kept, refused == 0)
    }

    /// A name of an element, a class or an id, as a selector has it.
    private static func isName(_ text: [UInt8]) -> Bool {
        let name = text.first.map { "#.".utf8.contains($0) } == true ? text.dropFirst() : text[...]
        return !name.isEmpty && name.allSatisfy(\.isStyleNameByte)
    }

    private var addresses: AddressFilter { AddressFilter(schemes: schemes) }

    /// Text of a template literal, which is text between quotes too.
    private static func templateText(_ text: [UInt8]) -> [UInt8] {
        ScriptWriter.string(text, quote: UInt8(ascii: "`"))
    }

    /// Text of a drawing in an address, in an attribute of it too, whatever its quotes are.
    private static func drawing(_ text: [UInt8]) -> [UInt8] {
        let escaped = text.escaped(.doubleQuoted)
            .flatMap { $0 == Byte.apostrophe ? Array("&#39;".utf8) : [$0] }
        return AddressFilter.value(escaped)
    }

    /// What can be neither a scheme nor a host, whatever stands before it.
    private static func start(_ text: [UInt8]) -> [UInt8] {
        AddressFilter.behindSlash(AddressFilter.continued(text))
    }

    /// A segment of a path, which is not empty.
    private static func segment(_ text: [UInt8]) -> [UInt8] {
        text.isEmpty ? [UInt8(ascii: ".")] : text
    }

    /// A result of a filter, or what stands for a value that is refused.
    private func refused(
        _ filter: PlaceFilter,
        _ bytes: [UInt8]?
    ) -> (bytes: [UInt8], isComplete: Bool) {
        bytes.map { ($0, true) } ?? (filter.replacement, false)
    }
}
