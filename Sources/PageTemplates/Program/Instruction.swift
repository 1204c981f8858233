/// One step of a program.
///
/// All instructions have one size and stand in one array. An instruction that
/// writes carries the literal that precedes what it writes.
struct Instruction: Sendable {
    /// A register number, or none.
    typealias Register = Int32

    /// "No such operand": no jump, no member, no cache.
    static let none: Int32 = -1

    var opcode: Opcode
    var escaping = Escaping.text

    /// Whether a callable result is called, as at the end of a path.
    var calls = false

    /// Whether a message that is written is translated.
    var translates = true

    /// The register that is written, or read where nothing is written.
    var a = Instruction.none

    /// The register that is read.
    var b = Instruction.none

    /// A symbol, a constant, a loop or an entry of a table, by opcode.
    var operand = Instruction.none

    /// The member cache of a symbol.
    var cache = Instruction.none

    /// The entry of the table of attributes.
    var plan = Instruction.none

    /// Where a jump leads.
    var target = Instruction.none

    /// Where a path that is not there goes on; none makes it an error.
    var failure = Instruction.none

    /// The literal that is written first.
    var literal = Literal()

    init(_ opcode: Opcode) {
        self.opcode = opcode
    }

    /// A slice of the program's literals.
    struct Literal: Sendable {
        var start: Int32 = 0
        var count: Int32 = 0
    }
}

/// What an instruction does.
///
/// "The value" is register `a`, or the member `operand` of register `a` where
/// the instruction has an operand.
enum Opcode: UInt8, Sendable {
    // Output
    case literal
    /// Writes the value; a `default` jumps to `target`.
    case text
    /// Writes the value as markup; a `default` jumps to `target`.
    case structure
    /// Writes attribute `plan` of the table from the value.
    case attribute
    /// Writes all attributes of an element with a mapping, entry `operand`.
    case attributeSet

    // Flow
    case jump
    case jumpIfFalse
    case jumpIfTrue
    case loopBegin
    case loopNext
    /// Skips a case that does not match; entry `operand` of the table.
    case caseTest
    case pushHandler
    case popHandler
    /// Calls the macro in register `b`, or of entry `operand`; a `default` jumps
    /// to `target`.
    case callMacro
    /// Calls the filler of slot `operand` and goes on at `target`, if there is
    /// one.
    case fillSlot
    /// Ends a macro or a filler.
    case leave
    /// Ends the page, or a template that is used as a macro.
    case end

    // Messages
    case beginMessage
    /// Translates what has been written since the message began; entry
    /// `operand`, with the values in register `b`.
    case endMessage
    case beginPart
    /// Lets the message have a name in the place of a part; entry `operand`.
    case endPart

    // Values
    /// `a` = constant `operand`.
    case constant
    /// `a` = `b`.
    case copy
    /// `a` = member `operand` of `b`.
    case member
    /// `a` = member of `b` named by register `operand`.
    case computedMember
    /// `a` = name of a namespace in `b`; entry `operand` of the table.
    case namespace
    /// `a` = the text of entry `operand` of the table.
    case concatenate
    /// `a` = not `b`.
    case negate
    /// `a` = `b` as trusted markup.
    case trust
    /// Binds the registers of entry `operand` to the elements of `b`.
    case unpack
    /// Binds a global variable to `b`; entry `operand`.
    case bindGlobal
    /// `a` = property of a loop; entry `operand`.
    case loopProperty
    /// `a` = all loops around, as a mapping.
    case loopMapping
    /// `a` = a message of `b`, or of a text of the source; entry `operand`.
    case message
    /// `a` = the error that is being handled.
    case currentError
    /// `a` = the template that reference `operand` names.
    case linkedTemplate
    /// `a` = the expression of procedure `operand`, to be evaluated when it is
    /// used; `calls` where once is enough.
    case deferred
    /// `a` = the value of application `operand` of the table.
    case application
    /// Ends an expression that is evaluated by itself; its value is in `a`.
    case give

    // Python
    /// `a` = variable `b`, or constant `operand`, the function of the same name,
    /// where there is no variable; `calls` where the expression calls it without
    /// arguments. Fails where there is neither.
    case pythonName
    /// `a` = `b` operator `operand` register `plan`.
    case pythonBinary
    /// `a` = operator `operand` of `b`.
    case pythonUnary
    /// `a` = comparison `operand` of `b` and register `plan`.
    case pythonCompare
    /// `a` = attribute `operand` of `b`, which must be there; no `a` asks only that.
    case pythonAttribute
    /// `a` = item of `b` for register `plan`.
    case pythonItem
    /// `a` = slice of `b`; the bounds are entry `operand` of the unpackings.
    case pythonSlice
    /// `a` = a collection of registers; entry `operand` of the table.
    case pythonCollection
    /// `a` = call `operand` of the table.
    case pythonCall
    /// `a` = the text of `b` by format `operand` of the table.
    case pythonFormat
    /// `a` = the items of `b` as a list.
    case pythonIterate
    /// Binds several registers to the items of `b`; entry `operand`.
    case pythonUnpack
    /// Adds `b` to the list in `a`; `calls` where it must be hashable.
    case pythonAppend
    /// `a` = collection of kind `operand` from the list `b`.
    case pythonGather
    /// Fails where `b` is nested too deep to be kept.
    case pythonKeep

    // Scripts
    /// Lets the variables of script `operand` be what they are around it.
    case scriptBegin
    /// Makes what script `operand` has bound global.
    case scriptEnd
    /// `a` = a value of its own, that of `b`.
    case scriptAssign
    /// `a` is no variable any more.
    case scriptUnbind
    /// `a` = what operator `operand` makes of `b` in its place and of `plan`.
    case scriptUpdate
    /// Item `plan` of `b` = `a`.
    case scriptSetItem
    /// Removes item `plan` of `b`.
    case scriptDeleteItem
    /// The slice of `b` with the bounds of entry `operand` = `a`.
    case scriptSetSlice
    /// Removes the slice of `b` with the bounds of entry `operand`.
    case scriptDeleteSlice
    /// `a` = what runs over the items of `b`.
    case scriptIterate
    /// `a` = the next item of `b`; without one goes to `target`.
    case scriptNext
    /// Raises `b`, or without it again what is being handled.
    case scriptRaise
    /// Goes to `target` where what is being handled is none of entry `operand`.
    case scriptMatch
    /// `a` = what is being handled.
    case scriptCaught
    /// Notes that nothing is being handled.
    case scriptBeginHandling
    /// What was being handled is done.
    case scriptEndHandling
    /// Raises what is being handled again, if anything is, and ends handling it.
    case scriptResume
}
