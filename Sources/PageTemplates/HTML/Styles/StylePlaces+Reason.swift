// SPDX-License-Identifier: Apache-2.0

extension StylePlaces {
    /// Why no value can be written at a place.
    enum Reason: Sendable, Hashable, CaseIterable {
        case name
        case comment
        case escape
        case rule
        case openText
        case bracket
        case function
        case image
        case afterAddress
        case property

        /// Where the value stands, behind "a value" or "stands".
        var place: String { texts.place }

        /// What the author can write instead.
        var remedy: String { texts.remedy }

        private var texts: (place: String, remedy: String) {
            switch self {
            case .name:
                (
                    "in the name of a property",
                    "write out the name, or give a whole declaration as one value"
                )
            case .comment: ("in a comment", "take it out of the comment")
            case .escape: ("behind a backslash", "write the character itself")
            case .rule:
                ("behind what is no declaration", "write rules into a style sheet")
            case .openText:
                ("behind a text that has no end on its line", "end the text with its quote")
            case .bracket:
                ("behind brackets that do not match", "close each bracket that is opened")
            case .function:
                ("in a function whose name is a value", "write out the name of the function")
            case .image: ("in a function that loads images", "put quotes around the address")
            case .afterAddress: ("behind an address", "close the parentheses before it")
            case .property:
                ("in something that old browsers run as code", "leave out the property")
            }
        }
    }
}
