// SPDX-License-Identifier: Apache-2.0

extension ScriptPlaces {
    /// Why no value can be written at a place.
    enum Reason: Sendable, Hashable, CaseIterable {
        case comment
        case name
        case continuation
        case statement
        case label
        case body
        case target
        case member
        case unclear
        case escape
        case dollar
        case key
        case code
        case markup
        case module
        case slash
        case openingComment
        case openText
        case bracket
        case unreadable

        /// Where the value stands, behind "a value" or "stands".
        var place: String { texts.place }

        /// What the author can write instead.
        var remedy: String { texts.remedy }

        private var texts: (place: String, remedy: String) {
            switch self {
            case .comment: ("in a comment", "take it out of the comment")
            case .name:
                (
                    "in the middle of a name or number",
                    "write all of it as one value, or a key as 'object['name-' + value]'"
                )
            case .continuation:
                ("right behind an operand or a bracket", "write an operator before it")
            case .statement:
                (
                    "where a statement or a key begins",
                    "assign it, as in 'x = value', or write a key as '[value]: x'"
                )
            case .label:
                ("behind a label", "put quotes around the name before the ':' if it is a key")
            case .body: ("right behind '=>'", "put parentheses around it")
            case .target: ("behind '++' or '--'", "put it into a variable before")
            case .member: ("behind a dot", "write 'object[value]'")
            case .unclear: ("behind 'await' or 'yield'", "put it into a variable before")
            default: rareTexts
            }
        }

        /// The texts of what depends on single signs, or on what came long before.
        private var rareTexts: (place: String, remedy: String) {
            switch self {
            case .escape: ("in the middle of an escape", "end the escape before it")
            case .dollar: ("behind '$' in a template literal", #"write '\u0024' for the '$'"#)
            case .key: ("in a part of a key that may be '__proto__'", "write '[value]: x'")
            case .code: ("behind 'javascript:' in a text", "call the function itself")
            case .markup: ("behind '<' in a text", #"write '\x3C' for the '<'"#)
            case .module: ("in the address of a module", "write out what is imported")
            case .slash:
                (
                    "behind a '/' that may divide or begin a regular expression",
                    "put parentheses around what is before the '/'"
                )
            case .openingComment: ("behind '<!--'", "write comments as '//'")
            case .openText:
                ("behind a text that has no end on its line", "end the text with its quote")
            case .bracket: ("behind a closing bracket that was not opened", "close what is open")
            default:
                (
                    "behind a sign that only texts can hold",
                    "write names without escapes, and no decorators"
                )
            }
        }
    }
}
