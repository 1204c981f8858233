// SPDX-License-Identifier: Apache-2.0

/// A node of a page as a browser has it, its white space as it is seen.
package enum PageNode: Sendable {
    case element(PageElement)

    /// Character data, its references resolved and its white space collapsed.
    case text(String)

    /// The document type.
    case doctype(String)

    /// What equal nodes have in common, and different ones do not.
    package var signature: Int {
        switch self {
        case .element(let element): element.signature
        case .text(let text): text.hashValue
        case .doctype(let text): "!\(text)".hashValue
        }
    }

    package var element: PageElement? {
        if case .element(let element) = self { element } else { nil }
    }
}

/// An element of a page.
package final class PageElement: Sendable {
    /// The name, in lower case in HTML.
    package let name: String

    package let attributes: [Attribute]
    package let children: [PageNode]

    /// Where the template has it, as `cart.html:12:3`; `nil` where nobody has said so.
    let place: String?

    /// What stands between its tags, in bytes of the page.
    let content: Range<Int>

    /// What equal elements have in common, and different ones do not; the order of attributes is
    /// not seen.
    package let signature: Int

    /// An attribute, its references resolved.
    package struct Attribute: Sendable, Hashable {
        package let name: String
        package let value: String

        /// The value in bytes of the page, without quotes; empty behind the name where there is
        /// none.
        let range: Range<Int>
    }

    init(
        _ name: String,
        _ attributes: [Attribute],
        _ children: [PageNode],
        content: Range<Int>,
        place: String?
    ) {
        self.name = name
        self.place = place
        self.attributes = attributes
        self.children = children
        self.content = content
        var hasher = Hasher()
        hasher.combine(name)
        for attribute in attributes.sorted(by: { $0.name < $1.name }) {
            hasher.combine(attribute.name)
            hasher.combine(attribute.value)
        }
        for child in children { hasher.combine(child.signature) }
        signature = hasher.finalize()
    }

    /// The value of an attribute; `nil` where the element has none of the name.
    package func value(of name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The elements in it, not those in these.
    package var elements: [PageElement] { children.compactMap(\.element) }

    /// The text in it and in its elements.
    package var text: String {
        children.map { node in
            switch node {
            case .element(let element): element.text
            case .text(let text): text
            case .doctype: ""
            }
        }.joined()
    }
}
