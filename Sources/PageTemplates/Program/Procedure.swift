/// A part of a program with registers of its own: the page, a macro, the filler
/// of a slot or a deferred expression.
///
/// The variables of a procedure that it does not define itself are bound by name
/// when it is called, as the scopes of zope.tal are dynamic: a macro and a
/// deferred expression see the variables of their users, a filler also those of
/// the macro.
struct Procedure: Sendable {
    /// What errors call it.
    let title: String

    /// Where its element stands.
    let place: Range<Int>

    /// Its first instruction.
    let start: Int

    /// The variables that are bound before the first instruction.
    let inputs: [Input]

    let registerCount: Int
    let loopCount: Int

    /// What it reads itself, without the procedures that it calls.
    let reads: TemplateReads

    /// The procedures that it calls.
    let uses: [Use]

    /// The register of a variable that was bound at the call.
    func register(of name: String) -> Int32? {
        inputs.first { $0.name == name && $0.kind == .variable }?.register
    }

    /// A variable that a procedure does not define itself, and its register.
    struct Input: Sendable {
        let name: String
        let register: Int32
        let kind: Kind

        enum Kind: Sendable {
            case variable
            case options
            case contexts
            case template
            case macros
            case macroName
        }
    }

    /// What a procedure calls, as far as it is known before a render.
    enum Use: Sendable, Hashable {
        /// A macro, a page, a filler or a deferred expression of the same template.
        case own(Int)

        /// A macro of another template, or all of it.
        case linked(template: String, macro: String?)

        /// A macro that an expression names.
        case computed
    }
}

/// A call of a macro.
struct MacroCallPlan: Sendable {
    /// The macro's name, for `macroname`.
    let name: String

    /// The procedures that fill slots, by the slots' names.
    let fillers: [String: Int]

    /// The procedure that is called where it is known, as for a macro that is
    /// rendered where it is defined; else a register holds it.
    let procedure: Int?

    /// Whether the macro around it extends the macro that is called.
    let isExtension: Bool

    /// The part of a message that a macro writes where it is defined, and nothing
    /// else.
    var part: String?
}

/// A slot that a caller of the macro may fill.
struct SlotPlan: Sendable {
    let name: String

    /// The procedure that it stands in.
    let procedure: Int
}

/// Where a template uses a macro, for those who check it without rendering it.
struct MacroUseSite: Sendable {
    /// The procedure that it stands in.
    let procedure: Int

    /// What may be called: of several alternatives the first that is there.
    let uses: [Procedure.Use]

    /// The expression that names the macro.
    let place: Range<Int>

    /// The slots that are filled, and where.
    let fillers: [MacroStatements.NamedPlace]

    /// Whether the macro around it extends the macro that is used.
    let isExtension: Bool
}
