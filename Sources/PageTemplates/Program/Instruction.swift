// SPDX-License-Identifier: Apache-2.0

/// One step of a program: the static bytes before it, and what it does.
///
/// All instructions have one size and stand in one array.
struct Instruction: Sendable {
    /// The literal that is written first.
    var literal = Literal()

    var operation: Operation

    /// A slice of the program's literals.
    struct Literal: Sendable {
        var start: Int32 = 0
        var count: Int32 = 0
    }
}

/// The place of a value in the frame of a procedure.
struct Register: Sendable, Hashable {
    let number: Int32

    /// Holds `nothing`.
    static let nothing = Register(number: 0)

    /// Holds `default`.
    static let marker = Register(number: 1)

    /// Is what a variable that does not exist is.
    static let undefined = Register(number: 2)

    /// Holds a value that only one instruction needs.
    static let scratch = Register(number: 3)

    /// How many registers every procedure has that always mean the same.
    static let fixedCount = 4
}

/// Where an instruction can lead: a label while the program is made, then the
/// number of an instruction; or nowhere.
struct Address: Sendable, Hashable {
    let number: Int32

    static let nowhere = Address(number: -1)

    var isSomewhere: Bool { number >= 0 }

    /// The number of the instruction.
    var position: Int { Int(number) }
}

/// A name that a program looks for, or none.
struct Symbol: Sendable, Hashable {
    let number: Int32

    static let none = Symbol(number: -1)
}

/// A value that an instruction reads: that of a register, or a member of it.
struct Operand: Sendable {
    var register: Register

    /// The member, and where its slot is remembered.
    var member = Symbol.none
    var cache: Int32 = -1

    /// Where a value that is not there leads; nowhere makes it an error.
    var failure = Address.nowhere

    /// Whether a result that can be called is called, as at the end of a path.
    var isCalled = false
}

/// A value that is written into the page.
struct Insertion: Sendable {
    let value: Operand

    /// Where a `default` leads.
    let onDefault: Address
    let writing: Writing

    /// Whether a message is translated, or its id written.
    let translates: Bool
}

/// An attribute that is written from a value.
struct AttributeWrite: Sendable {
    let value: Operand

    /// Where a `default` leads; nowhere leaves the attribute out.
    let onDefault: Address
    let plan: PlanID<AttributePlan>
}
