// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What an operand is for, as far as the tokens right before it tell.
extension ScriptPlaces {
    enum Use: Hashable {
        case any

        /// The key in the brackets behind an object.
        case member

        /// An address that the page goes to, or loads from.
        case link

        /// The same behind other values of which the address is put together.
        case linkRest
    }

    /// A name, and what stands before the dot before it.
    struct Name: Hashable {
        let text: [UInt8]
        let isMember: Bool

        /// The name before the dot; empty where there is none.
        let owner: [UInt8]
    }

    /// The place of a value that is an operand.
    var operandPlace: Place {
        switch use {
        case .any: .expression
        case .member: .member
        case .link: .link
        case .linkRest: .linkRest
        }
    }

    /// The place of a value in a text: what it is for counts where the value may begin it.
    ///
    /// - Parameter ordinary: The place where that does not count.
    /// - Returns: The place.
    func textPlace(_ ordinary: Place) -> Place {
        switch text.use {
        case .member where tail.isEmpty && !text.hasValue:
            ordinary == .templateText ? .refused(.key) : .memberText
        case .link where text.isCode, .linkRest where text.isCode: .refused(.code)
        case .link where text.isBehindScheme, .linkRest where text.isBehindScheme: ordinary
        case .link where text.hasValue: .linkTextRest
        case .link where text.start.isEmpty: .linkText
        case .linkRest: .linkTextRest
        case .any, .member, .link: ordinary
        }
    }

    /// What a substitution in the template literal is for, if it may begin it.
    var substitutionUse: Use {
        guard text.start.isEmpty, !text.isBehindScheme else { return .any }
        guard text.hasValue else { return text.use }
        return [.link, .linkRest].contains(text.use) ? .linkRest : .any
    }

    /// Begins the expression in a bracket.
    mutating func begin(_ use: Use) {
        bracket.use = use
        self.use = use
    }

    /// Notes what an operand behind a sign is for: either side of a condition or an alternative is
    /// for what the whole is for.
    mutating func readUse(_ sign: UInt8?, _ size: Int, _ name: Name?) {
        switch sign.map({ UnicodeScalar($0) }) {
        case ";", ",": bracket.use = .any
        case "=" where size == 1:
            let assigned = use(ofAssignmentTo: name)
            if assigned != .any { bracket.use = assigned }
            beginOperand()
        case "?", "|", "&":
            if position == .operand { beginOperand() }
        case "+" where size == 1 && bracket.use == .link && bracket.isSchemeOpen:
            use = .linkRest
        default: break
        }
    }

    /// Begins an operand that is for what the whole is for.
    mutating func beginOperand() {
        use = bracket.use
        bracket.isSchemeOpen = true
    }

    /// The use of what is assigned to a name; any window has a `location`.
    func use(ofAssignmentTo name: Name?) -> Use {
        guard let name else { return .any }
        if name.text == Self.location { return .link }
        return name.isMember && Self.addresses.contains(name.text) ? .link : .any
    }

    /// The use of the first argument of a call.
    func use(ofCallOf name: Name?) -> Use {
        guard let name else { return .any }
        let isGlobal = !name.isMember || Self.globals.contains(name.owner)
        if isGlobal, name.text == Array("open".utf8) { return .link }
        let moves = name.owner == Self.location && Self.moves.contains(name.text)
        return moves ? .link : .any
    }

    private static let location = Array("location".utf8)

    private static let globals = names("document frames globalThis opener parent self top window")

    /// The methods of `location` that go elsewhere.
    private static let moves = names("assign replace")

    /// The members that are addresses of elements, and of `location`.
    private static let addresses = names("action formAction href src")

    private static func names(_ words: String) -> Set<[UInt8]> {
        Set(words.split(separator: " ").map { Array($0.utf8) })
    }
}
