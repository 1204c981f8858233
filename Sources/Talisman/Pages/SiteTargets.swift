// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// Tells whether a form or link of a page leads to the page's own site.
///
/// It compares bytes, as browsers do: a letter of Swift can be a `/` with an invisible sign behind
/// it.
struct SiteTargets {
    /// The origins of the site, as far as they are known.
    let origins: [PublicOrigin]

    /// Whether a value of an attribute is certain to lead to the site: a path, a query, a place on
    /// the same page, or an address of one of the origins.
    ///
    /// A character reference in front of the query could hide a scheme or a host.
    func contains(_ value: ArraySlice<UInt8>) -> Bool {
        let plain = value.replacing("&amp;".utf8, with: "&".utf8)
        let target = plain.prefix { $0 != UInt8(ascii: "#") }.drop(while: TagReader.isSpace)
        let end = target.lastIndex { !TagReader.isSpace($0) }.map { $0 + 1 } ?? target.startIndex
        let link = target[..<end]
        let head = link.prefix { $0 != UInt8(ascii: "?") }
        guard !head.contains(UInt8(ascii: "&")) else { return false }
        let text = String(decoding: link, as: UTF8.self)
        return link.isEmpty || ClientIDCarrier.isLocal(text) || isAddress(link)
    }

    private func isAddress(_ link: ArraySlice<UInt8>) -> Bool {
        guard let scheme = link.firstRange(of: "://".utf8) else { return false }
        let rest = link[scheme.upperBound...]
        let end = rest.firstIndex { "/?".utf8.contains($0) } ?? link.endIndex
        let text = String(decoding: link[..<end], as: UTF8.self)
        guard let origin = try? PublicOrigin(text) else { return false }
        let hasControls = link.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\\") }
        return !hasControls && origins.contains(origin)
    }
}
