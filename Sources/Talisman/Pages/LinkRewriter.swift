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
/// nothing does, as browsers apply it to the links in front of it too.
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

    init(_ carriers: [ClientIDCarrier], url: String) {
        self.carriers = carriers
        self.url = url
    }

    func rewrite(_ page: [UInt8]) -> [UInt8] {
        var reader = TagReader(page)
        var output: [UInt8] = []
        var copied = 0
        while let tag = reader.nextStart() {
            if tag.name == "base", let href = tag.value(of: "href"), link(page[href]) == nil {
                return page
            }
            for (range, text) in edits(tag, page) {
                output += page[copied..<range.lowerBound] + text.utf8
                copied = range.upperBound
            }
        }
        return output + page[copied...]
    }

    /// What is put in the place of which bytes, in their order.
    private func edits(_ tag: TagReader.Tag, _ page: [UInt8]) -> [(Range<Int>, String)] {
        if tag.name == "form" { return formEdits(tag, page) }
        guard let name = Self.links[tag.name], let range = tag.value(of: name), !tag.has("ping"),
            let link = link(page[range])
        else { return [] }
        return [(range, link)]
    }

    private func formEdits(_ tag: TagReader.Tag, _ page: [UInt8]) -> [(Range<Int>, String)] {
        let method = tag.value(of: "method").map { Self.text(page[$0]).lowercased() }
        let action = tag.value(of: "action")
        let target = action.flatMap { $0.isEmpty ? nil : page[$0] } ?? ArraySlice(url.utf8)
        guard let link = link(target) else { return [] }
        let fields = hiddenFields(isPost: method == "post")
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
        let text = Self.text(value)
        let plain = text.replacing("&amp;", with: "&")
        let head = plain.prefix { $0 != "?" }
        guard !head.contains("&"), ClientIDCarrier.isLocal(plain) else { return nil }
        return carriers.reduce(plain) { $1.link($0) }.replacing("&", with: "&amp;")
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
