// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Filters what a `<meta http-equiv="refresh">` says: seconds, and the address to go on to.
struct RefreshFilter {
    let addresses: AddressFilter

    /// A whole content; `nil` where its address is refused.
    func content(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let text = Array(text)
        return filtered(text, from: Self.address(in: text, isBehindTime: false))
    }

    /// What stands behind the seconds; `nil` where its address is refused.
    func tail(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let text = Array(text)
        return filtered(text, from: Self.address(in: text, isBehindTime: true))
    }

    /// The text with its address filtered, which ends at the quote that it begins with.
    private func filtered(_ text: [UInt8], from start: Int?) -> [UInt8]? {
        guard let start, start < text.count else { return text }
        let quote = start > 0 && text[start - 1].isQuote ? text[start - 1] : nil
        let end = quote.flatMap { text[start...].firstIndex(of: $0) } ?? text.count
        return addresses.address(text[start..<end]).map { text[..<start] + $0 + text[end...] }
    }

    /// A number of seconds, or nothing.
    static func isTime(_ text: some Sequence<UInt8>) -> Bool {
        let words = Array(text).split(whereSeparator: \.isControlOrSpace)
        return words.count < 2
            && words.allSatisfy { $0.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") } }
    }

    /// Where the address begins; `nil` where browsers read none.
    static func address(in text: [UInt8], isBehindTime: Bool) -> Int? {
        var position = 0
        func skip(_ isSkipped: (UInt8) -> Bool) {
            while position < text.count, isSkipped(text[position]) { position += 1 }
        }
        if !isBehindTime {
            skip(\.isControlOrSpace)
            let time = position
            skip { $0.isDigit || $0 == UInt8(ascii: ".") }
            guard position > time else { return nil }
        }
        skip { $0.isControlOrSpace || $0 == Byte.semicolon || $0 == Byte.comma }
        let word = position
        if text[word...].prefix(3).map(\.asciiLowercased).elementsEqual("url".utf8) {
            position += 3
            skip(\.isControlOrSpace)
            guard position < text.count, text[position] == Byte.equals else { return word }
            position += 1
            skip(\.isControlOrSpace)
        }
        skip { $0 == Byte.quote || $0 == Byte.apostrophe }
        return position
    }
}

/// Follows the content of a `<meta http-equiv="refresh">` from piece to piece.
struct RefreshPlaces: PlaceGrammar {
    private var text: [UInt8] = []

    /// Whether a value stands before the address.
    private var hasValue = false

    /// The address, once its beginning is read.
    private var address: AddressPlaces?

    mutating func read(_ literal: [UInt8]) {
        if address != nil {
            address?.read(literal)
        } else {
            text += literal
            beginAddress()
        }
    }

    /// Begins the address where the text has some of it.
    private mutating func beginAddress() {
        guard let start = RefreshFilter.address(in: text, isBehindTime: false),
            start < text.count
        else { return }
        let word = text[start...].map(\.asciiLowercased)
        // A part of `url=`, perhaps.
        guard !"url".utf8.starts(with: word), !isBareWord(word) else { return }
        var address = AddressPlaces(.link)
        address.read(Array(text[start...]))
        self.address = address
    }

    /// Whether a word is `url` before an equals sign that may still come.
    private func isBareWord(_ word: [UInt8]) -> Bool {
        word.starts(with: "url".utf8) && word.dropFirst(3).allSatisfy(\.isControlOrSpace)
    }

    mutating func filter(before following: FollowingText) -> Result<PlaceFilter, UnsafePlace> {
        if let found = address?.filter(before: following) { return found }
        let start = RefreshFilter.address(in: text, isBehindTime: false)
        if start == text.count, hasSeparator {
            // An address begins with it, behind `url=` or without.
            var address = AddressPlaces(.link)
            let found = address.filter(before: following)
            self.address = address
            return found.map { $0 == .link ? isBehindWord ? .link : .refreshTail : $0 }
        }
        // What two values say together is the data's, and not in the grammar of one.
        guard !hasValue else { return .failure(.refresh) }
        hasValue = true
        guard following.isEmpty else {
            text.append(UInt8(ascii: "0"))
            return .success(.time)
        }
        return .success(text.allSatisfy(\.isControlOrSpace) ? .refresh : .refreshTail)
    }

    /// Whether the seconds are over.
    private var hasSeparator: Bool {
        text.last.map { !$0.isDigit && $0 != UInt8(ascii: ".") } ?? false
    }

    /// Whether the template has written `url=`.
    private var isBehindWord: Bool { text.contains(Byte.equals) }
}

extension UInt8 {
    fileprivate var isQuote: Bool { self == Byte.quote || self == Byte.apostrophe }
}
