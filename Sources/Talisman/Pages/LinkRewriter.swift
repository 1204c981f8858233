// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// Puts the client's id into the links and forms of a page, for clients without cookies.
///
/// | element | where the id goes |
/// |---|---|
/// | `a`, `area` | the query of `href` |
/// | `iframe`, `frame` | the query of `src` |
/// | `form` with POST | the query of `action`, or a hidden field |
/// | `form` with GET | a hidden field: the query of its action is not sent |
/// | `button`, `input` | the query of `formaction` |
///
/// Only links of the same site carry it; one whose site is not certain does not, nor one that
/// pings another address, which is told where the link leads. Where a `base` leads elsewhere
/// nothing does, as browsers apply it to the links in front of it too. Which forms get a hidden
/// field, ``PageForms`` tells, for a button can send them elsewhere.
///
/// It reads the finished page, because only that has the links and the `base` in markup that a
/// template inserts, and because a script may make the session in its last line.
struct LinkRewriter {
    private static let links = [
        "a": "href", "area": "href", "iframe": "src", "frame": "src", "button": "formaction",
        "input": "formaction",
    ]

    private let carriers: [ClientIDCarrier]
    /// The URL of the page, where forms without an action are sent.
    private let url: String
    private let isXML: Bool

    init(_ carriers: [ClientIDCarrier], url: String, isXML: Bool = false) {
        self.carriers = carriers
        self.url = url
        self.isXML = isXML
    }

    func rewrite(_ page: [UInt8]) -> [UInt8] {
        let forms = PageForms(in: page, isXML: isXML, targets: SiteTargets(origins: []))
        guard !forms.isSealed else { return page }
        let places = Set(forms.places(isPost: true) + forms.places(isPost: false))
        var reader = TagReader(page, isXML: isXML)
        var output: [UInt8] = []
        var copied = 0
        while let tag = reader.next() {
            for (range, text) in edits(tag, page, hasField: places.contains(tag.end)) {
                output += page[copied..<range.lowerBound] + text.utf8
                copied = range.upperBound
            }
        }
        return output + page[copied...]
    }

    /// What is put in the place of which bytes, in their order.
    private func edits(
        _ tag: TagReader.Tag,
        _ page: [UInt8],
        hasField: Bool
    ) -> [(Range<Int>, String)] {
        if tag.isEnd { return [] }
        if tag.name == "form" { return formEdits(tag, page, hasField: hasField) }
        guard let name = Self.links[tag.name], let range = tag.value(of: name), !tag.has("ping"),
            let link = link(page[range])
        else { return [] }
        return [(range, link)]
    }

    private func formEdits(
        _ tag: TagReader.Tag,
        _ page: [UInt8],
        hasField: Bool
    ) -> [(Range<Int>, String)] {
        let method = tag.value(of: "method").map { Self.text(page[$0]).lowercased() }
        let action = tag.value(of: "action")
        let target = action.flatMap { $0.isEmpty ? nil : page[$0] } ?? ArraySlice(url.utf8)
        guard let link = link(target) else { return [] }
        let fields = hasField ? hiddenFields(isPost: method == "post") : ""
        let insertion = fields.isEmpty ? [] : [(tag.end..<tag.end, fields)]
        guard method == "post", link != Self.text(target) else { return insertion }
        guard let action else {
            return [(tag.nameEnd..<tag.nameEnd, " action=\"\(link)\"")] + insertion
        }
        return [(action, link)] + insertion
    }

    private func hiddenFields(isPost: Bool) -> String {
        carriers.map { carrier in
            switch carrier {
            case .query(let name, let token) where !isPost: Self.hiddenField(name, token)
            case .formField(let name, let token) where isPost: Self.hiddenField(name, token)
            default: ""
            }
        }.joined()
    }

    private static func hiddenField(_ name: String, _ token: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(token)\" />"
    }

    /// The link with the id, as it stands in an attribute; nil for a link that is not certain
    /// to be one of the site.
    ///
    /// A character reference in front of the query could hide a scheme or a host.
    private func link(_ value: ArraySlice<UInt8>) -> String? {
        let plain = value.replacing("&amp;".utf8, with: "&".utf8)
        let head = plain.prefix { $0 != UInt8(ascii: "?") }
        let text = Self.text(plain)
        guard !head.contains(UInt8(ascii: "&")), ClientIDCarrier.isLocal(text) else { return nil }
        let link = Array(carriers.reduce(text) { $1.link($0) }.utf8)
        return Self.text(link.replacing("&".utf8, with: "&amp;".utf8)[...])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
