// SPDX-License-Identifier: Apache-2.0

extension ElementSyntax {
    /// What the source says of the place of an element.
    package struct Site: Sendable, Hashable {
        package let around: Around

        /// The elements around it in which browsers may read no tags.
        package let holders: TextHolders

        /// The place of which the source says nothing.
        package static let page = Site(around: .page, holders: [])

        /// What browsers read around an element.
        package enum Around: Sendable, Hashable {
            /// No SVG or MathML is around it: whoever uses a macro decides.
            case page

            /// HTML that goes on in SVG or MathML.
            case html
            case foreign(ForeignMarkup)
        }
    }
}

/// The kinds of markup in which an element, or a part of a page, is read as its template has it.
package struct MarkupKinds: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The kind of what is around; `nil` for HTML.
    package init(_ foreign: ForeignMarkup?) {
        switch foreign {
        case .svg: self = .svg
        case .math: self = .math
        case nil: self = .html
        }
    }

    package static let html = MarkupKinds(rawValue: 1 << 0)
    package static let svg = MarkupKinds(rawValue: 1 << 1)
    package static let math = MarkupKinds(rawValue: 1 << 2)
    package static let all: MarkupKinds = [.html, .svg, .math]
}

/// The elements of HTML in which browsers read text and no tags, a `<noscript>` where scripts run:
/// they go on up to the first end tag of theirs, even in what is an attribute to the template.
package struct TextHolders: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    private static let names = [
        "iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp",
    ]

    /// The one of a name in lower case, if it is any.
    init(named name: String) {
        self.init(rawValue: Self.names.firstIndex(of: name).map { 1 << UInt8($0) } ?? 0)
    }

    /// Those that end within some text of a template.
    package init(endedIn text: ArraySlice<UInt8>) {
        self = []
        var rest = text
        while let start = rest.firstIndex(of: Byte.less) {
            formUnion(TextHolders(endedAt: start, in: text))
            rest = text[(start + 1)...]
        }
    }

    /// Those that end at a `<`; a value behind it may be the rest of the end tag.
    init(endedAt start: Int, in text: ArraySlice<UInt8>) {
        self = []
        let rest = text[(start + 1)...]
        let isEnd = rest.first == Byte.slash
        guard isEnd || rest.first == UInt8(ascii: "$") else { return }
        let letters = rest.dropFirst(isEnd ? 1 : 0).prefix(while: \.isLetter)
        let isBeforeValue = text[letters.endIndex...].first == UInt8(ascii: "$")
        let first = letters.first?.asciiLowercased
        for holder in Self.names where isBeforeValue || holder.utf8.first == first {
            let isStart = letters.elementsEqual(holder.utf8.prefix(letters.count)) {
                $0.asciiLowercased == $1
            }
            let isNamed = isStart && (isBeforeValue || letters.count == holder.utf8.count)
            if isNamed { formUnion(TextHolders(named: holder)) }
        }
    }

    /// The names of the elements.
    package var names: [String] {
        Self.names.filter { contains(TextHolders(named: $0)) }
    }
}
