// SPDX-License-Identifier: Apache-2.0

/// One thing that is different between two pages.
package struct PageChange: Sendable, Hashable {
    /// Where: in the new page, or in the old one for what was removed.
    package let path: String

    package let kind: Kind

    /// Where the template has the element, as `cart.html:12:3`; `nil` where nobody has said so.
    package let place: String?

    /// What happened there.
    package enum Kind: Sendable, Hashable {
        case text(old: String, new: String)

        /// `nil` where the attribute was not there, or is not any more.
        case attribute(name: String, old: String?, new: String?)
        case added(String)
        case removed(String)
    }

    init(_ path: PagePath, _ kind: Kind, at place: String?) {
        self.path = "\(path)"
        self.kind = kind
        self.place = place
    }

    /// The change of a page that is plain text.
    package init(text old: [UInt8], _ new: [UInt8]) {
        path = "text"
        kind = .text(
            old: String(decoding: old, as: UTF8.self),
            new: String(decoding: new, as: UTF8.self)
        )
        place = nil
    }
}

extension PageChange: CustomStringConvertible {
    /// One line.
    package var description: String {
        switch kind {
        case .text(let old, let new):
            "\(path): \(Self.quoted(old)) is \(Self.quoted(new))"
        case .attribute(let name, let old?, let new?):
            "\(path)@\(name): \(Self.quoted(old)) is \(Self.quoted(new))"
        case .attribute(let name, let old?, nil):
            "\(path)@\(name): \(Self.quoted(old)) is gone"
        case .attribute(let name, nil, let new):
            "\(path)@\(name): \(Self.quoted(new ?? "")) is new"
        case .added(let text):
            "\(path): new \(Self.short(text))"
        case .removed(let text):
            "\(path): gone \(Self.short(text))"
        }
    }

    private static let longest = 80

    private static func quoted(_ text: String) -> String { "\"\(short(text))\"" }

    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
        return line.count > longest ? line.prefix(longest - 1) + "…" : line
    }
}
