// SPDX-License-Identifier: Apache-2.0

import WebSessions

/// Tells whether a form or link of a page leads to the page's own site.
struct SiteTargets {
    /// The origins of the site, as far as they are known.
    let origins: [PublicOrigin]

    /// Whether a value of an attribute is certain to lead to the site: a path, a query, a place on
    /// the same page, or an address of one of the origins.
    ///
    /// A character reference in front of the query could hide a scheme or a host.
    func contains(_ value: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: value, as: UTF8.self).replacing("&amp;", with: "&")
        let target = text.drop(while: Self.isSpace).prefix { $0 != "#" }
        let link = String(target.reversed().drop(while: Self.isSpace).reversed())
        guard !link.prefix(while: { $0 != "?" }).contains("&") else { return false }
        return link.isEmpty || ClientIDCarrier.isLocal(link) || isAddress(link)
    }

    private func isAddress(_ link: String) -> Bool {
        guard let scheme = link.firstRange(of: "://") else { return false }
        let end = link[scheme.upperBound...].firstIndex { "/?".contains($0) } ?? link.endIndex
        guard let origin = try? PublicOrigin(String(link[..<end])) else { return false }
        let hasControls = link.unicodeScalars.contains { $0.value <= 0x20 || $0 == "\\" }
        return !hasControls && origins.contains(origin)
    }

    /// White space around an address, which browsers leave out (HTML standard section 2.4.3).
    private static func isSpace(_ character: Character) -> Bool {
        [" ", "\t", "\n", "\r", "\r\n", "\u{C}"].contains(character)
    }
}
