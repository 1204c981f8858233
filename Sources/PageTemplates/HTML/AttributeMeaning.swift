// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What a browser makes of the value of an attribute.
enum AttributeMeaning: String, Sendable, Hashable, CaseIterable {
    /// Text, or something that only its element knows.
    case plain

    /// An address that is followed, or that is loaded without being run.
    case link

    /// An address of a picture, which may hold its data.
    case image

    /// Several addresses with white space between them.
    case links

    /// An address of what runs in the page or with its rights, or that all other addresses
    /// depend on.
    case code

    /// Addresses of pictures with their conditions, as in `srcset`.
    case candidates

    /// Declarations of CSS.
    case style

    /// The value of one property of CSS.
    case styleValue

    /// What an attribute is animated to: its meaning is that of the other attribute.
    case animation

    /// Code of an event handler.
    case handler

    /// A document of its own.
    case document

    /// When and to where a page goes on, as in `<meta http-equiv="refresh">`.
    case refresh

    /// Whether no escaping makes text safe in it: what stands there is code, or a document
    /// that may hold some.
    var isCode: Bool { self == .handler || self == .document }

    /// What to do with data for such an attribute.
    static let codeRemedy = "put it into a 'data-' attribute and let a script read it"
}

/// Where an attribute stands, as far as its meaning depends on it.
struct AttributeSurroundings: Sendable {
    /// The name of the element in lower case, without a prefix.
    let element: String

    /// Whether any prefix of a name may stand for the namespace of one that means something.
    let hasNamespaces: Bool

    /// What the other attributes of the element are, by their names in lower case.
    let sibling: @Sendable (String) -> Sibling

    /// What is known of an attribute before the page is rendered.
    enum Sibling: Sendable, Equatable {
        case absent
        case fixed(String)

        /// Data decides.
        case open
    }

    init(
        element: String,
        mode: MarkupMode,
        sibling: @escaping @Sendable (String) -> Sibling
    ) {
        self.element = element
        self.sibling = sibling
        hasNamespaces = mode == .xml
    }

    /// An element of which no more is known than its name.
    init(element: String, mode: MarkupMode) {
        self.init(element: element, mode: mode) { _ in .open }
    }
}
