// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What an instruction does, with what and where to.
///
/// Each operation names its operands by what they are; whatever does not fit into one
/// size stands in a table of the program, as an ``PlanID``.
enum Operation: Sendable {
    // MARK: Output

    /// Writes no more than the literal.
    case literal

    /// Writes a value as text.
    case text(Insertion)

    /// Writes a value as markup.
    case structure(Insertion)
    case attribute(AttributeWrite)

    /// Finds out which attributes of an element its mappings replace, and which they add.
    case mergeAttributes(PlanID<AttributeSetPlan>)

    /// Writes the attributes that the mappings of an element add.
    case addAttributes(PlanID<AttributeSetPlan>)

    /// Keeps the first line end of content that browsers drop it from.
    case lineEnd(LineEndMark)

    // MARK: Flow

    case jump(to: Address)
    case jumpIfFalse(Operand, to: Address)
    case jumpIfTrue(Operand, to: Address)

    /// Lets `item` be the first item of a sequence; without one leads to `exit`.
    case beginLoop(Register, item: Register, loop: Int32, exit: Address)

    /// Lets `item` be the next item and leads to `body`, if there is one.
    case nextItem(item: Register, loop: Int32, body: Address)

    /// Skips a case that does not match.
    case testCase(PlanID<CasePlan>, otherwise: Address)
    case pushHandler(Address, isScript: Bool)
    case popHandler

    /// Calls a macro; a `default` in its register leads to `original`.
    case callMacro(PlanID<MacroCallPlan>, original: Address)

    /// Calls the filler of a slot and goes on at `end`, if there is one.
    case fillSlot(Symbol, site: ElementSyntax.Site, end: Address)

    /// Ends a macro or a filler.
    case leave

    /// Ends the page, or a template that is used as a macro.
    case end

    /// Ends an expression that is evaluated by itself, whose value is in a register.
    case give(Register)

    // MARK: Messages

    /// Writes the translation of a message that is text of the source alone.
    case staticMessage(PlanID<StaticMessagePlan>)
    case beginMessage

    /// Translates what has been written since the message began.
    case endMessage(PlanID<ContentMessagePlan>)
    case beginPart

    /// Lets the message have a name in the place of a part.
    case endPart(PlanID<MessagePartPlan>)

    /// Counts a point of coverage by its number; only programs that are compiled for it have any.
    case count(Int32)

    // MARK: Values

    case constant(PlanID<TemplateValue>, into: Register)
    case load(Operand, into: Register)

    /// Takes the step from a value whose key, or list of keys, a register holds.
    case computedMember(Operand, key: Register, into: Register)

    /// Looks up a name of a namespace in a value.
    case namespace(Operand, PlanID<NamespacePlan>, into: Register)
    case concatenate(PlanID<ConcatenationPlan>, into: Register)
    case negate(Register, into: Register)

    /// Makes trusted markup of a value.
    case trust(Register, into: Register)

    /// Binds registers to the elements of a value.
    case unpack(Register, PlanID<[Register]>)

    /// Binds a global variable to a value.
    case bindGlobal(Register, PlanID<GlobalPlan>)
    case loopProperty(LoopProperty, loop: Int32, into: Register, failure: Address)

    /// Says whether the item begins or ends a group.
    case loopBoundary(PlanID<LoopBoundary>, loop: Int32, into: Register, failure: Address)

    /// Gives all loops around, as a mapping.
    case loops(into: Register)

    /// Makes a message of a value, or of a text of the source.
    case message(PlanID<MessagePlan>, into: Register)

    /// Gives the error that is being handled.
    case currentError(into: Register)

    /// Gives the template of a name.
    case linkedTemplate(Symbol, into: Register, failure: Address)

    /// Gives the expression of a procedure, to be evaluated when it is used.
    case deferred(procedure: Int32, isLazy: Bool, into: Register)

    /// Gives the value of an expression whose type belongs to the application.
    case application(PlanID<ApplicationPlan>, into: Register, failure: Address)

    // MARK: Python

    /// Computes a part of a `python:` expression; what is not there leads to `failure`.
    case python(PythonOperation, failure: Address)
    case script(ScriptOperation)
}

extension Operation {
    /// The register in which the operation looks for a variable that may not exist.
    var variable: Register? {
        switch self {
        case .text(let insertion), .structure(let insertion): insertion.value.register
        case .attribute(let write): write.value.register
        case .jumpIfFalse(let value, _), .jumpIfTrue(let value, _), .load(let value, _),
            .computedMember(let value, _, _), .namespace(let value, _, _):
            value.register
        default: nil
        }
    }

    /// The operation with other addresses.
    func mappingAddresses(_ map: (Address) -> Address) -> Operation {
        switch self {
        case .text(let insertion): .text(insertion.mappingAddresses(map))
        case .structure(let insertion): .structure(insertion.mappingAddresses(map))
        case .attribute(let write):
            .attribute(
                AttributeWrite(
                    value: write.value.mappingAddress(map),
                    onDefault: map(write.onDefault),
                    plan: write.plan
                )
            )
        case .jump(let target): .jump(to: map(target))
        case .jumpIfFalse(let value, let target):
            .jumpIfFalse(value.mappingAddress(map), to: map(target))
        case .jumpIfTrue(let value, let target):
            .jumpIfTrue(value.mappingAddress(map), to: map(target))
        case .beginLoop(let sequence, let item, let loop, let exit):
            .beginLoop(sequence, item: item, loop: loop, exit: map(exit))
        case .nextItem(let item, let loop, let body):
            .nextItem(item: item, loop: loop, body: map(body))
        case .testCase(let plan, let otherwise): .testCase(plan, otherwise: map(otherwise))
        case .pushHandler(let target, let isScript): .pushHandler(map(target), isScript: isScript)
        case .callMacro(let plan, let original): .callMacro(plan, original: map(original))
        case .fillSlot(let name, let site, let end):
            .fillSlot(name, site: site, end: map(end))
        case .load(let value, let result): .load(value.mappingAddress(map), into: result)
        case .computedMember(let value, let key, let result):
            .computedMember(value.mappingAddress(map), key: key, into: result)
        case .namespace(let value, let plan, let result):
            .namespace(value.mappingAddress(map), plan, into: result)
        case .loopProperty(let property, let loop, let result, let failure):
            .loopProperty(property, loop: loop, into: result, failure: map(failure))
        case .loopBoundary(let plan, let loop, let result, let failure):
            .loopBoundary(plan, loop: loop, into: result, failure: map(failure))
        case .linkedTemplate(let name, let result, let failure):
            .linkedTemplate(name, into: result, failure: map(failure))
        case .application(let plan, let result, let failure):
            .application(plan, into: result, failure: map(failure))
        case .python(let operation, let failure): .python(operation, failure: map(failure))
        case .script(let operation): .script(operation.mappingAddress(map))
        case .literal, .mergeAttributes, .addAttributes, .lineEnd, .popHandler, .leave, .end, .give,
            .staticMessage, .beginMessage, .endMessage, .beginPart, .endPart, .constant,
            .concatenate, .negate, .trust, .unpack,
            .bindGlobal, .loops, .message, .currentError, .deferred, .count:
            self
        }
    }
}

extension Operand {
    fileprivate func mappingAddress(_ map: (Address) -> Address) -> Operand {
        var mapped = self
        mapped.failure = map(failure)
        return mapped
    }
}

extension Insertion {
    fileprivate func mappingAddresses(_ map: (Address) -> Address) -> Insertion {
        Insertion(
            value: value.mappingAddress(map),
            onDefault: map(onDefault),
            writing: writing,
            translates: translates
        )
    }
}
