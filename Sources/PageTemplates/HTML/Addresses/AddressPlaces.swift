// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows an address from piece to piece, so that each value in it is filtered by what it is
/// there.
struct AddressPlaces: PlaceGrammar {
    private let meaning: AttributeMeaning
    private var part = Part.start

    /// The template's own text, as far as a scheme may stand in it.
    private var text: [UInt8] = []

    /// The last bytes of it, however long it is.
    private var tail: [UInt8] = []

    /// Whether a value stands before.
    private var hasValue = false

    /// Whether a value stands right before, which may be empty.
    private var isBehindValue = false

    private var host = HostPlaces()

    /// Whether the template has begun a drawing in the address.
    private var isInDrawing = false

    /// What the address has come to.
    private enum Part {
        case start

        /// In what may be a scheme, or the first name of a path.
        case undecided

        /// Behind a scheme.
        case scheme

        /// Behind the first slash of an address, or of what follows its scheme: a second one
        /// begins a host.
        case slash

        /// The same behind a scheme whose addresses have a host, be there one slash, two or none.
        case hostStart
        case host
        case path

        /// Where a parameter of a query begins.
        case parameter

        /// In a value of a query.
        case value
        case fragment
    }

    init(_ meaning: AttributeMeaning) {
        self.meaning = meaning
    }

    mutating func read(_ literal: [UInt8]) {
        for byte in literal where !byte.isSkipped && (part != .start || !byte.isControlOrSpace) {
            if text.count < 64 { text.append(byte) }
            tail = tail.suffix(2) + [byte]
            if !isInDrawing, beginsDrawing { isInDrawing = true }
            part = part(behind: byte)
            if part == .host, !byte.isSlash { host.read(byte) }
            isBehindValue = false
        }
    }

    private func part(behind byte: UInt8) -> Part {
        switch (part, byte) {
        case (.fragment, _), (_, Byte.hash): .fragment
        case (.parameter, Byte.equals): .value
        case (.value, Byte.ampersand): .parameter
        case (.parameter, _), (.value, _): part
        case (_, Byte.question): .parameter
        // The value before it may have the question mark.
        case (.undecided, Byte.ampersand), (.path, Byte.ampersand), (.scheme, Byte.ampersand):
            hasValue ? .parameter : .path
        case (.start, Byte.colon), (.undecided, Byte.colon): hasHost ? .hostStart : .scheme
        case (.hostStart, Byte.slash), (.hostStart, Byte.backslash): .hostStart
        case (.hostStart, _): .host
        case (.start, Byte.slash), (.start, Byte.backslash): .slash
        case (.scheme, Byte.slash), (.scheme, Byte.backslash): .slash
        // A value before it may be empty: then this slash is the first one.
        case (.slash, Byte.slash), (.slash, Byte.backslash): isBehindValue ? .slash : .host
        case (.undecided, Byte.slash) where isBehindValue && text.count == 1: .slash
        case (.start, _), (.undecided, _): byte == Byte.slash ? .path : .undecided
        case (.host, Byte.slash), (.host, Byte.backslash):
            tail.dropLast().last?.isSlash == true ? .host : .path
        case (.host, _): .host
        case (.scheme, _), (.slash, _), (.path, _): .path
        }
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        let following = following.inAddress
        defer {
            hasValue = true
            isBehindValue = true
            if part == .start { part = .undecided }
            if part == .hostStart { part = .host }
        }
        if isCode {
            let isPicture = isOfData && meaning == .image
            return .failure(isPicture ? .addressOfData : .addressOfCode)
        }
        if isInDrawing, meaning == .image { return .success(.drawing) }
        return meaning == .code ? partOfCode(before: following) : part(before: following)
    }

    private mutating func part(
        before following: FollowingText
    ) -> Result<PlaceFilter, UnsafePlace> {
        switch part {
        case .start where following.completesScheme: .success(.scheme)
        case .start: .success(meaning == .image ? .image : .link)
        case .undecided where following.completesScheme: .failure(.scheme)
        case .undecided: .success(.addressRest)
        case .slash where !following.isBehindValue && following.first?.isSlash == true:
            .success(.addressSegment)
        case .slash: .success(.addressBehindSlash)
        case .hostStart, .host: host.filter(before: following)
        case .scheme where isOfMail, .path where isOfMail: .success(mail(before: following))
        case .parameter where following.endsName: .success(.addressValue)
        case .scheme, .path, .parameter: .success(.addressPart)
        case .value, .fragment: .success(.addressValue)
        }
    }

    /// The filter of a value in whom a mail goes to; what is all of it may bring fields along.
    private func mail(before following: FollowingText) -> PlaceFilter {
        if following.first == UInt8(ascii: "@"), !following.isBehindValue { return .addressValue }
        return following.isEmpty && part == .scheme && !isBehindValue ? .addressPart : .addressee
    }

    private var isOfMail: Bool {
        text.map(\.asciiLowercased).starts(with: "mailto:".utf8)
    }

    /// The same in the address of code, where data chooses no more than what is below a folder.
    private func partOfCode(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        if tail.suffix(2).contains(Byte.percent) { return .failure(.number) }
        switch part {
        case .undecided where following.completesScheme: return .failure(.scheme)
        case .slash where following.first?.isSlash == true: return .failure(.root)
        case .undecided where !hasValue: return .success(.codePart)
        // Below the root is everything, and so is what users have uploaded.
        case .start, .undecided, .slash, .scheme, .hostStart, .host: return .success(.vouched)
        case .path:
            let isBehindSlash = !isBehindValue && tail.last == Byte.slash
            return .success(isBehindSlash ? .codeBehindSlash : .codePart)
        case .parameter: return .success(.addressPart)
        case .value, .fragment: return .success(.addressValue)
        }
    }

    /// Whether browsers look for a host behind the scheme that has just been read, however many
    /// slashes there are (URL standard, special schemes).
    private var hasHost: Bool {
        let scheme = String(decoding: text.map(\.asciiLowercased), as: UTF8.self)
        return ["ftp:", "http:", "https:", "ws:", "wss:"].contains(scheme)
    }

    /// Whether the template's own scheme makes code of what follows it.
    private var isCode: Bool {
        let start = text.map(\.asciiLowercased)
        // What the template shows as a picture runs nothing, SVG neither.
        if meaning == .image, isDrawing || AddressFilter.isPicture(start[...]) { return false }
        return isOfData || ["javascript:", "vbscript:"].contains { start.starts(with: $0.utf8) }
    }

    private var isOfData: Bool { text.map(\.asciiLowercased).starts(with: "data:".utf8) }

    private var isDrawing: Bool {
        text.map(\.asciiLowercased).starts(with: "data:image/svg+xml".utf8)
    }

    /// Whether the last bytes begin an element of a drawing.
    private var beginsDrawing: Bool {
        guard let byte = tail.last, byte == Byte.less || byte.asciiLowercased == 0x63 else {
            return false
        }
        let isTag = byte == Byte.less || tail.map(\.asciiLowercased) == Array("%3c".utf8)
        return isTag && isDrawing
    }
}

extension FollowingText {
    /// Whether the text behind a value makes a scheme of it.
    var completesScheme: Bool {
        let name = literal.prefix {
            $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) || $0.isSkipped
        }
        return literal[name.endIndex...].first == Byte.colon
    }

    /// The same as browsers read it in an address, without the white space at its end.
    fileprivate var inAddress: FollowingText {
        let end = literal.lastIndex { !$0.isControlOrSpace }.map { $0 + 1 } ?? 0
        let seen = literal[..<end].filter { !$0.isSkipped }
        return FollowingText(seen, isBehindValue: isBehindValue)
    }

    /// Whether the text behind a value makes a name of a query of it.
    fileprivate var endsName: Bool {
        literal.prefix { $0 != Byte.ampersand && $0 != Byte.hash }
            .contains { "=[]".utf8.contains($0) }
    }
}

extension UInt8 {
    fileprivate var isSlash: Bool { self == Byte.slash || self == Byte.backslash }

    /// Whether browsers skip it wherever it stands in an address.
    fileprivate var isSkipped: Bool {
        self == Byte.tab || self == Byte.newline || self == Byte.carriageReturn
    }
}
