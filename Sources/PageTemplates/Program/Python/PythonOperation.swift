// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What an instruction of a `python:` expression computes.
enum PythonOperation: Sendable {
    /// The value of a variable that may not exist, or may be a deferred expression;
    /// `isCalled` where the expression calls it without arguments.
    case variable(Register, isCalled: Bool, into: Register)

    /// The same, or the function of its name where there is no such variable.
    case variableOrFunction(Register, PlanID<TemplateValue>, into: Register)
    case binary(PythonBinaryOperator, Register, Register, into: Register)
    case unary(PythonUnaryOperator, Register, into: Register)
    case compare(PythonComparison, Register, Register, into: Register)
    case attribute(Symbol, of: Register, into: Register)

    /// Fails where there is no such attribute.
    case requireAttribute(Symbol, of: Register)
    case item(Register, of: Register, into: Register)

    /// The slice of a value with the bounds in some registers.
    case slice(PlanID<[Register]>, of: Register, into: Register)

    /// A collection of registers.
    case collection(PlanID<PythonCollectionPlan>, into: Register)
    case call(PlanID<PythonCallPlan>, into: Register)

    /// A function that keeps what is in some registers.
    case lambda(PlanID<PythonLambdaPlan>, into: Register)

    /// The text of a value by a format.
    case format(Register, PlanID<PythonFormatPlan>, into: Register)

    /// The items of a value as a list.
    case iterate(Register, into: Register)

    /// Binds several registers to the items of a value.
    case unpack(Register, PlanID<PythonPattern>)

    /// Adds a value to the list of a comprehension; `isKey` where it must be hashable.
    case append(Register, to: Register, isKey: Bool)

    /// A collection of the list of a comprehension.
    case gather(PythonKind, Register, into: Register)

    /// Fails where a value is nested too deep to be kept.
    case keep(Register)
}

/// What an instruction of a script does beside what expressions do.
enum ScriptOperation: Sendable {
    /// Lets the variables of a script be what they are around it.
    case begin(PlanID<ScriptPlan>)

    /// Makes what a script has bound global.
    case end(PlanID<ScriptPlan>)

    /// Lets a variable have a value of its own.
    case assign(Register, to: Register)

    /// Lets a variable be none any more.
    case unbind(Register)

    /// What an operator of a script makes of a value, in its place where it can.
    case update(PythonBinaryOperator, Register, Register, into: Register)
    case setItem(Register, of: Register, to: Register)
    case deleteItem(Register, of: Register)
    case setSlice(PlanID<[Register]>, of: Register, to: Register)
    case deleteSlice(PlanID<[Register]>, of: Register)

    /// Gives what runs over the items of a value.
    case iterate(Register, into: Register)

    /// Gives the next item; without one leads to `exit`.
    case next(Register, into: Register, exit: Address)
    case raise(Register)

    /// Raises again what is being handled.
    case raiseAgain

    /// Leads to `otherwise` where what is being handled is of none of some kinds.
    case match(PlanID<[PythonExceptionKind]>, otherwise: Address)

    /// Gives what is being handled.
    case caught(into: Register)

    /// Notes that nothing is being handled.
    case beginHandling

    /// What was being handled is done.
    case endHandling

    /// Raises what is being handled again, if anything is, and ends handling it.
    case resume
}

extension ScriptOperation {
    func mappingAddress(_ map: (Address) -> Address) -> ScriptOperation {
        switch self {
        case .next(let items, let item, let exit): .next(items, into: item, exit: map(exit))
        case .match(let kinds, let otherwise): .match(kinds, otherwise: map(otherwise))
        default: self
        }
    }
}
