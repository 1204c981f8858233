@testable import PageTemplates

/// A program as text, for comparing what two versions of the engine make of a
/// template.
///
/// Registers, jumps and tables have no numbers of their own in it: registers are
/// counted by their first use, tables stand where they are used, and what is never
/// reached is left out.
struct ProgramDump {
    let program: TemplateProgram

    /// Whether each instruction is shown with its place in the source.
    var showsPlaces = true

    private var registers: [Int32: Int] = [:]
    private var labels: [Int: Int] = [:]

    init(_ program: TemplateProgram, showsPlaces: Bool = true) {
        self.program = program
        self.showsPlaces = showsPlaces
    }

    /// The lines of all procedures, and what is known of the template.
    mutating func lines() -> [String] {
        var lines: [String] = []
        let starts = program.procedures.map(\.start).sorted() + [program.instructions.count]
        for (number, procedure) in program.procedures.enumerated() {
            let end = starts.first { $0 > procedure.start } ?? program.instructions.count
            lines += self.lines(of: procedure, number, procedure.start..<end)
        }
        lines += program.macros.sorted { $0.key < $1.key }.map { "macro \($0.key) = \($0.value)" }
        lines += program.references.map { "template \($0)" }
        lines += program.facts.slots.map { "slot \($0.name) of \($0.part.number)" }.sorted()
        return lines
    }

    private mutating func lines(
        of procedure: Procedure,
        _ number: Int,
        _ range: Range<Int>
    ) -> [String] {
        let reachable = self.reachable(from: procedure.start, in: range)
        registers = [:]
        for fixed in 0..<TemplateProgram.FixedRegister.count { registers[Int32(fixed)] = fixed }
        labels = Dictionary(uniqueKeysWithValues: reachable.enumerated().map { ($1, $0) })
        var lines = ["procedure \(number): \(procedure.title) at \(procedure.place)"]
        let body = reachable.map { line(of: $0) }
        let inputs = procedure.inputs.filter { registers[$0.register] != nil }
        for input in inputs.sorted(by: { ($0.name, "\($0.kind)") < ($1.name, "\($1.kind)") }) {
            lines.append("  input \(input.name) \(input.kind) \(register(input.register))")
        }
        lines.append("  variables \(procedure.reads.variables.sorted())")
        lines.append("  reads \(procedure.reads.all) scripts \(procedure.reads.runsScripts)")
        lines.append("  uses \(procedure.uses)")
        return lines + body
    }

    private func reachable(from start: Int, in range: Range<Int>) -> [Int] {
        var found: Set<Int> = []
        var open = [start]
        while let next = open.popLast() {
            guard range.contains(next), found.insert(next).inserted else { continue }
            let step = program.instructions[next]
            for target in [step.target, step.failure] where target >= 0 { open.append(Int(target)) }
            if case .application = step.opcode {
                open += program.tables.applications[Int(step.operand)].parts.map(\.start)
            }
            switch step.opcode {
            case .jump, .leave, .end, .give: continue
            default: open.append(next + 1)
            }
        }
        return found.sorted()
    }

    // MARK: - Instructions

    private mutating func line(of position: Int) -> String {
        let step = program.instructions[position]
        var words = ["  \(labels[position] ?? -1): \(step.opcode)"]
        if step.escaping != .text { words.append("\(step.escaping)") }
        if step.calls { words.append("calls") }
        if !step.translates { words.append("plain") }
        words += operands(of: step)
        if step.target >= 0 { words.append("-> \(labels[Int(step.target)] ?? -1)") }
        if step.failure >= 0 { words.append("absent -> \(labels[Int(step.failure)] ?? -1)") }
        if step.literal.count > 0 { words.append("'\(literal(step.literal))'") }
        if showsPlaces {
            let place = program.places[position]
            words.append("@\(place.lowerBound)-\(place.upperBound)")
            if let variable = program.variablePlaces[position] { words.append("var \(variable)") }
        }
        if [.callMacro, .fillSlot, .deferred, .loopMapping, .bindGlobal].contains(step.opcode) {
            let scope = program.scopes.entries(at: position).map { entry in
                "\(program.symbols[Int(entry.name)])=\(register(entry.register))"
                    + (entry.loop >= 0 ? "/\(entry.loop)" : "")
            }
            words.append("scope \(scope)")
        }
        return words.joined(separator: " ")
    }

    private mutating func operands(of step: Instruction) -> [String] {
        let operand = Int(step.operand)
        var words: [String] = []
        switch step.opcode {
        case .text, .structure, .jumpIfFalse, .jumpIfTrue, .member, .attribute:
            if operand >= 0 { words.append(".\(program.symbols[operand])") }
            if step.opcode == .attribute { words.append(attribute(Int(step.plan))) }
        case .attributeSet: words.append(attributeSet(operand))
        case .loopBegin, .loopNext: words.append("loop \(operand)")
        case .caseTest:
            let plan = program.tables.cases[operand]
            words.append(
                [plan.value, plan.switchValue, plan.matched].map { register($0) }.joined(
                    separator: " "
                )
            )
        case .callMacro:
            let plan = program.tables.macroCalls[operand]
            let fillers = plan.fillers.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
            words.append("\(plan.name) \(fillers) \(plan.procedure ?? -1) \(plan.isExtension) ")
        case .fillSlot: words.append(program.tables.slots[operand])
        case .endMessage:
            let plan = program.tables.contentMessages[operand]
            words.append("\(plan.id ?? "-") \(plan.scope)")
        case .endPart: words.append("\(program.tables.messageParts[operand])")
        case .constant: words.append("\(program.constants[operand])")
        case .computedMember: words.append(register(step.operand))
        case .namespace:
            let plan = program.tables.namespaces[operand]
            words.append(
                "\(plan.prefix):\(plan.name) \(plan.nameRegister < 0 ? "" : register(plan.nameRegister))"
            )
        case .concatenate: words += program.tables.concatenations[operand].map { piece($0) }
        case .unpack:
            words.append(
                program.tables.unpackings[operand].map { register($0) }.joined(separator: " ")
            )
        case .bindGlobal: words.append(global(program.tables.globals[operand]))
        case .loopProperty:
            let plan = program.tables.loopProperties[operand]
            words.append("loop \(plan.loop) \(plan.property)")
        case .message: words.append(message(program.tables.messages[operand]))
        case .linkedTemplate: words.append(program.references[operand])
        case .deferred: words.append("\(operand)")
        case .application:
            let plan = program.tables.applications[operand]
            words.append(
                "\(plan.prefix) \(plan.parts.map { "\(labels[$0.start] ?? -1) \($0.range)" })"
            )
        default: words += python(step, operand)
        }
        if step.a >= 0 { words.append("a=\(register(step.a))") }
        if step.b >= 0 { words.append("b=\(register(step.b))") }
        return words
    }

    private mutating func python(_ step: Instruction, _ operand: Int) -> [String] {
        let plans = program.tables.python
        switch step.opcode {
        case .pythonName: return operand >= 0 ? ["\(program.constants[operand].typeName)"] : []
        case .pythonBinary, .pythonCompare, .scriptUpdate:
            return ["\(operand)", register(step.plan)]
        case .pythonUnary, .pythonGather: return ["\(operand)"]
        case .pythonAttribute: return [program.symbols[operand]]
        case .pythonItem, .scriptSetItem, .scriptDeleteItem: return [register(step.plan)]
        case .pythonSlice, .scriptSetSlice, .scriptDeleteSlice:
            return program.tables.unpackings[operand].map { register($0) }
        case .pythonCollection:
            let plan = plans.collections[operand]
            return ["\(plan.kind) \(plan.isGathered)"] + plan.registers.map { register($0) }
        case .pythonCall: return [call(plans.calls[operand])]
        case .pythonFormat: return ["\(plans.formats[operand])"]
        case .pythonUnpack: return [pattern(plans.patterns[operand])]
        case .scriptMatch: return ["\(plans.exceptions[operand])"]
        case .scriptBegin, .scriptEnd:
            return plans.scripts[operand].variables.map { variable in
                "\(register(variable.register)) \(register(variable.outer)) \(global(variable.global))"
            }
        default: return operand >= 0 ? ["operand \(operand)"] : []
        }
    }

    // MARK: - Tables

    private mutating func register(_ register: Int32) -> String {
        guard register >= 0 else { return "-" }
        let number = registers[register] ?? registers.count
        registers[register] = number
        return "r\(number)"
    }

    private func literal(_ literal: Instruction.Literal) -> String {
        let bytes = program.literals[Int(literal.start)..<Int(literal.start + literal.count)]
        return String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\\n")
    }

    private func attribute(_ number: Int) -> String {
        let plan = program.tables.attributes[number]
        let boolean = plan.boolean.map { literal($0) } ?? "-"
        return "[\(literal(plan.opening))|\(plan.quote)|\(literal(plan.fallback))|\(boolean)]"
    }

    private mutating func attributeSet(_ number: Int) -> String {
        let plan = program.tables.attributeSets[number]
        let entries = plan.entries.map { entry in
            "\(entry.key) \(entry.name) \(entry.clause ?? -1) '\(literal(entry.fallback))' "
                + "\(entry.quote) \(register(entry.register)) \(entry.isBare)"
        }
        let mappings = plan.mappings.map { "\(register($0.register))/\($0.clause)" }
        let messages = plan.messages.sorted { $0.key < $1.key }.map {
            "\($0.key): \(message($0.value))"
        }
        return "\(entries) \(mappings) \(messages)"
    }

    private mutating func message(_ plan: MessagePlan) -> String {
        let names = plan.names.map { "\($0.name)=\(register($0.register))" }
        return "\(plan.id ?? "-") '\(plan.text ?? "-")' \(plan.scope) \(names)"
    }

    private mutating func piece(_ piece: ConcatenationPiece) -> String {
        switch piece {
        case .literal(let text): "'\(text)'"
        case .register(let register): self.register(register)
        }
    }

    private mutating func global(_ plan: GlobalPlan) -> String {
        "\(plan.name)(\(plan.registers.map { register($0) }.joined(separator: " ")))"
    }

    private mutating func call(_ plan: PythonCallPlan) -> String {
        let target =
            switch plan.target {
            case .function(let function): function.name
            case .method(let name, let receiver): "\(register(receiver)).\(name)"
            case .value(let value): register(value)
            }
        let arguments = plan.arguments.map { argument in
            switch argument {
            case .positional(let value): register(value)
            case .keyword(let name, let value): "\(name)=\(register(value))"
            case .spread(let value): "*\(register(value))"
            }
        }
        return "\(target)(\(arguments.joined(separator: ", ")))"
    }

    private mutating func pattern(_ pattern: PythonPattern) -> String {
        switch pattern {
        case .register(let register): self.register(register)
        case .unpack(let patterns): "(\(patterns.map { self.pattern($0) }.joined(separator: " ")))"
        }
    }
}
