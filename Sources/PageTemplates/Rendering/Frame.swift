// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A call that runs: its registers, and where it goes on when it ends.
struct Frame {
    let kind: Kind

    /// The program of the procedure, among those that are loaded, and its number there.
    let program: Int
    let procedure: Int

    /// What the registers point to.
    let registers: UnsafeMutablePointer<PageRun.Pointer>

    /// The values that were computed into registers.
    let owned: UnsafeMutablePointer<TemplateValue>
    let registerCount: Int
    let loops: UnsafeMutablePointer<LoopState>
    let loopCount: Int

    /// The call: what errors show, and whose scope the frame sees.
    let callPosition: Int

    /// Where the caller goes on.
    let returnPosition: Int

    /// The innermost macro in use around the call, or -1.
    let macroAround: Int

    /// What is around it in the page, by the calls around it.
    let setting: PartSetting

    enum Kind {
        case page
        /// A macro that is used.
        case macro
        /// A macro where it is defined.
        case definition
        case filler
        /// A deferred expression that is used, or a lambda.
        case expression(any TemplateObject)

        var isMacro: Bool {
            if case .macro = self { true } else { false }
        }

        var isExpression: Bool {
            if case .expression = self { true } else { false }
        }
    }

    subscript(register: Register) -> PageRun.Pointer {
        get { registers[Int(register.number)] }
        nonmutating set { registers[Int(register.number)] = newValue }
    }

    /// Stores a value of the frame's own.
    func own(_ value: TemplateValue, in register: Register) {
        let place = owned + Int(register.number)
        place.pointee = value
        self[register] = PageRun.Pointer(place)
    }
}

/// A macro in use: who fills its slots.
struct MacroInUse {
    /// The user's program, among those that are loaded, and the call there.
    let program: Int
    let call: PlanID<MacroCallPlan>

    /// Whether the user is a macro itself that extends this one.
    let isExtension: Bool

    /// The macro in use around this one, or -1.
    let around: Int
}

/// Where a failure goes on, and what was going on there.
struct ErrorHandler {
    let target: Int
    /// The length of the page to go back to.
    let mark: Int
    let frameCount: Int
    let macroCount: Int
    let innermostMacro: Int
    let captureCount: Int
    let contentCount: Int
    let partCount: Int

    /// Whether a script handles the failure.
    let isScript: Bool

    /// The failures that scripts were handling.
    let handledCount: Int
}
