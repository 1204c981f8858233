// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A part of a program with registers of its own: the page, a macro, the filler
/// of a slot, a deferred expression or a lambda.
///
/// The variables of a procedure that it does not define itself are bound by name
/// when it is called, as the scopes of zope.tal are dynamic: a macro and a
/// deferred expression see the variables of their users, a filler also those of
/// the macro. A lambda has its variables from where it was made.
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

    /// The parts that it calls.
    let uses: [MacroUse]
    var needs = PartNeeds()

    /// The register of a variable that was bound at the call.
    func register(of name: String) -> Register? {
        inputs.first { $0.name == name && $0.kind == .variable }?.register
    }

    /// A variable that a procedure does not define itself, and its register.
    struct Input: Sendable {
        let name: String
        let register: Register
        let kind: PagePart.Input.Kind
    }
}

/// A call of a macro.
struct MacroCallPlan: Sendable {
    /// The macro's name, for `macroname`.
    let name: String

    /// The procedures that fill slots, by the slots' names.
    let fillers: [String: Int]

    let target: Target

    /// Whether the macro around it extends the macro that is called.
    let isExtension: Bool

    let site: ElementSyntax.Site

    enum Target: Sendable {
        /// A macro that is rendered where it is defined, by its procedure.
        case definition(Int)

        /// What a register holds; who names it there, for errors.
        case value(Register)
    }
}
