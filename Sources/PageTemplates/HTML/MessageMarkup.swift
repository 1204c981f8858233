// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Follows the markup of a message, so that each value in it is escaped for its
/// place.
///
/// It reads what HTML's tokenizer would: text, tags with their attributes, comments
/// and elements whose body is not markup.
struct MessageMarkup {
    /// Where a value can stand.
    enum Place {
        case text

        /// In an element in which a browser reads text and no markup.
        case textOnly

        /// In the value of an attribute, between quotes.
        case quoted(Attribute)

        /// Where no escaping makes data safe; the remark says what stands there.
        case unsafe(String)

        /// Whether what is written here would be safe at another place, too.
        func covers(_ other: Place) -> Bool {
            switch (self, other) {
            case (.quoted(let attribute), .quoted(let other)): attribute == other
            case (.unsafe, _), (_, .unsafe), (_, .quoted): false
            case (_, .text), (_, .textOnly): true
            }
        }
    }

    /// A value of an attribute, as far as it is read.
    struct Attribute: Equatable {
        /// Names in lower case.
        let element: String
        let name: String
        let quote: UInt8

        /// What the markup has of it, around the values that are written into it.
        let literals: [[UInt8]]
    }

    private enum State: Equatable {
        case text
        /// Behind `<`.
        case open
        /// Behind `</`.
        case endOpen
        case tagName
        /// In a tag, where an attribute or the end may come.
        case tag
        case attributeName
        /// Behind the name of an attribute, where an equals sign may come.
        case afterName
        case equals
        case quoted(UInt8)
        case unquoted
        /// Behind `<!`, which may begin a comment.
        case declaration
        /// What ends at the next `>`.
        case bogusComment
        case comment
        /// In an element whose body is not markup, up to its end tag.
        case raw

        /// Behind what begins a CDATA section, or an instruction of XML: they end at one place in
        /// HTML, and at another in SVG, MathML and XML.
        case section
    }

    /// Whether all of it is text to a browser, so that no element in it has a body without markup.
    private let isInText: Bool

    private let mode: MarkupMode

    init(isInText: Bool = false, in mode: MarkupMode = .html) {
        self.isInText = isInText
        self.mode = mode
    }

    private var state = State.text

    /// The name that is being read, in lower case.
    private var name: [UInt8] = []

    /// What the value of an attribute has, around the values that are written into it.
    private var literals: [[UInt8]] = [[]]

    /// The element whose tag or body is being read; empty in an end tag.
    private var element: [UInt8] = []

    /// The name of the element that rules go by: in XML prefixes say nothing of what it is.
    private var ruledName: [UInt8] {
        guard mode == .xml, let colon = element.lastIndex(of: Byte.colon) else { return element }
        return Array(element[(colon + 1)...])
    }

    /// The last bytes in lower case, as many as the end of a body may have.
    private var recent: [UInt8] = []

    /// The markup in an element whose body is text, as it would be read where the element is no
    /// such one, in SVG; at most one.
    private var inner: [MessageMarkup] = []

    /// Whether a script has begun a comment, in which end tags can be text.
    private var isEscapedScript = false

    /// Whether a browser drops a line end that comes next.
    private(set) var dropsLineEnd = false

    private static let rawElements = [
        "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
        "title", "textarea",
    ].map { Array($0.utf8) }

    private static let codeElements = ["script", "style"].map { Array($0.utf8) }

    private static let textElements = ["title", "textarea"].map { Array($0.utf8) }

    private static let elementsThatDropLineEnds = ["pre", "textarea", "listing"].map {
        Array($0.utf8)
    }

    /// The place of what follows.
    var place: Place {
        switch state {
        case .text: return .text
        case .quoted(let quote):
            return .quoted(
                Attribute(
                    element: String(decoding: ruledName, as: UTF8.self),
                    name: String(decoding: name, as: UTF8.self),
                    quote: quote,
                    literals: literals
                )
            )
        case .equals, .unquoted: return .unsafe("in an attribute without quotes")
        case .open, .endOpen, .tagName, .tag, .attributeName, .afterName: return .unsafe("in a tag")
        case .declaration, .bogusComment, .comment: return .unsafe("in a comment")
        case .section: return .unsafe("behind a CDATA section or an instruction")
        case .raw where Self.textElements.contains(ruledName):
            return inner.first?.placeInText ?? .textOnly
        case .raw: return .unsafe("in an element whose content is not markup")
        }
    }

    /// The place of what follows, where a browser reads all of it as text: what looks like an
    /// attribute would be one in SVG.
    var placeInText: Place {
        switch place {
        case .quoted(let attribute): .quoted(attribute)
        case .unsafe(let remark) where isInTag || [.raw, .declaration, .section].contains(state):
            .unsafe(remark)
        case .text, .textOnly, .unsafe: .textOnly
        }
    }

    /// Whether it is in a tag, behind its name, and not in a quoted value.
    var isInTag: Bool {
        switch state {
        case .tag, .attributeName, .afterName, .equals, .unquoted: true
        default: false
        }
    }

    /// Whether it is in text, be there elements in it or not.
    var holdsText: Bool {
        switch place {
        case .text, .textOnly: true
        case .quoted, .unsafe: false
        }
    }

    /// Whether an ampersand stands before, and nothing that ends a reference.
    private(set) var isInReference = false

    /// A value was written here.
    mutating func readValue() {
        isInReference = false
        if case .quoted = state, literals.count <= Attribute.mostValues { literals.append([]) }
        for index in inner.indices { inner[index].readValue() }
    }

    /// Reads on.
    mutating func read(_ markup: some Sequence<UInt8>) {
        for byte in markup { read(byte) }
    }

    private mutating func read(_ byte: UInt8) {
        dropsLineEnd = false
        isInReference =
            byte == Byte.ampersand
            || isInReference && (byte.isLetter || byte.isDigit || byte == UInt8(ascii: "#"))
        switch state {
        case .text: if byte == Byte.less { state = .open }
        case .open: open(byte)
        case .endOpen: endOpen(byte)
        case .tagName: tagName(byte)
        case .tag, .attributeName, .afterName: attributes(byte)
        case .equals: value(byte)
        case .quoted(let quote): quoted(byte, quote)
        case .unquoted: unquoted(byte)
        case .declaration: declaration(byte)
        case .bogusComment: if byte == Byte.greater { state = .text }
        case .comment: comment(byte)
        case .raw: raw(byte)
        case .section: break
        }
    }

    // MARK: Tags

    private mutating func open(_ byte: UInt8) {
        recent = []
        switch byte {
        case Byte.slash: state = .endOpen
        case Byte.exclamation: state = .declaration
        case Byte.question: state = mode == .xml ? .section : .bogusComment
        case Byte.less: break
        default:
            state = byte.isLetter ? .tagName : .text
            name = [byte.asciiLowercased]
        }
    }

    private mutating func endOpen(_ byte: UInt8) {
        state = byte.isLetter ? .tagName : byte == Byte.greater ? .text : .bogusComment
        // An end tag opens no body.
        name = []
    }

    private mutating func tagName(_ byte: UInt8) {
        guard byte.endsName else {
            if !name.isEmpty { name.append(byte.asciiLowercased) }
            return
        }
        element = name
        state = .tag
        attributes(byte)
    }

    private mutating func attributes(_ byte: UInt8) {
        switch (state, byte) {
        case (_, Byte.greater): end()
        case (_, Byte.slash): state = .tag
        case (.attributeName, Byte.equals), (.afterName, Byte.equals): state = .equals
        case (.attributeName, let byte) where byte.isSpace: state = .afterName
        case (.attributeName, _): name.append(byte.asciiLowercased)
        case (_, let byte) where byte.isSpace: break
        default:
            state = .attributeName
            name = [byte.asciiLowercased]
        }
    }

    private mutating func value(_ byte: UInt8) {
        switch byte {
        case Byte.quote, Byte.apostrophe:
            state = .quoted(byte)
            literals = [[]]
        case Byte.greater: end()
        default: if !byte.isSpace { state = .unquoted }
        }
    }

    private mutating func quoted(_ byte: UInt8, _ quote: UInt8) {
        if byte == quote {
            state = .tag
        } else if literals.count <= Attribute.mostValues {
            literals[literals.count - 1].append(byte)
        }
    }

    private mutating func unquoted(_ byte: UInt8) {
        if byte == Byte.greater {
            end()
        } else if byte.isSpace {
            state = .tag
        }
    }

    /// Ends a tag.
    private mutating func end() {
        recent = []
        let hasCodeAlone = isInText || mode == .xml
        let isRaw = (hasCodeAlone ? Self.codeElements : Self.rawElements).contains(ruledName)
        state = isRaw ? .raw : .text
        let isText = isRaw && Self.textElements.contains(ruledName)
        inner = isText ? [MessageMarkup(isInText: true)] : []
        isEscapedScript = false
        dropsLineEnd = Self.elementsThatDropLineEnds.contains(element)
    }

    // MARK: Bodies

    private mutating func declaration(_ byte: UInt8) {
        recent.append(byte)
        if recent.elementsEqual("--".utf8) {
            state = .comment
            // In XML it takes two dashes more to end it.
            if mode == .xml { recent = [] }
        } else if byte == UInt8(ascii: "["), recent.count == 1 {
            state = .section
        } else if byte != UInt8(ascii: "-") || recent.count > 1 {
            state = byte == Byte.greater ? .text : .bogusComment
        }
    }

    /// A comment ends at `-->` or `--!>`; `<!-->` is one.
    private mutating func comment(_ byte: UInt8) {
        let dashes = recent.suffix(2).elementsEqual("--".utf8)
        let mark = recent.suffix(3).elementsEqual("--!".utf8)
        if byte == Byte.greater, dashes || mark && mode == .html {
            state = .text
        }
        remember(byte, atMost: 3)
    }

    private mutating func raw(_ byte: UInt8) {
        for index in inner.indices { inner[index].read(byte) }
        let end = Array("</".utf8) + element
        let isEnd = recent.suffix(end.count) == end[...] && byte.endsName
        remember(byte, atMost: end.count)
        let isScript = element.elementsEqual("script".utf8)
        isEscapedScript = isEscapedScript || isScript && recent.suffix(4).elementsEqual("<!--".utf8)
        // Nothing ends plain text, and behind a comment in a script an end tag may be none.
        guard isEnd, !isEscapedScript, !element.elementsEqual("plaintext".utf8) else { return }
        inner = []
        element = []
        state = .tag
        attributes(byte)
    }

    private mutating func remember(_ byte: UInt8, atMost count: Int) {
        recent.append(byte.asciiLowercased)
        if recent.count > count { recent.removeFirst() }
    }
}

extension UInt8 {
    /// Whether the byte ends the name of a tag.
    fileprivate var endsName: Bool {
        self == Byte.greater || self == Byte.slash || isSpace
    }
}
