// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

@testable import PageTemplates

/// A program as text, for comparing what two versions of the engine make of a
/// template.
///
/// Registers, jumps and tables have no numbers of their own in it: registers are
/// counted by their first use, tables stand where they are used, and what is never
/// reached is left out. Operations are shown by reflection, each operand by its type.
struct ProgramDump {
    let program: TemplateProgram

    /// Whether each instruction is shown with its place in the source.
    var showsPlaces = true

    private var registers: [Register: Int] = [:]
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
        for number in 0..<Register.fixedCount {
            registers[Register(number: Int32(number))] = number
        }
        labels = Dictionary(uniqueKeysWithValues: reachable.enumerated().map { ($1, $0) })
        var lines = ["procedure \(number): \(procedure.title) at \(procedure.place)"]
        let body = reachable.map { line(of: $0) }
        let inputs = procedure.inputs.filter { registers[$0.register] != nil }
        for input in inputs.sorted(by: { ($0.name, "\($0.kind)") < ($1.name, "\($1.kind)") }) {
            lines.append("  input \(input.name) \(input.kind) \(text(of: input.register))")
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
            let operation = program.instructions[next].operation
            _ = operation.mappingAddresses { address in
                if address.isSomewhere { open.append(address.position) }
                return address
            }
            switch operation {
            case .jump, .leave, .end, .give: continue
            case .application(let plan, _, _):
                open += program.tables.applications[plan].parts.map(\.start) + [next + 1]
            default: open.append(next + 1)
            }
        }
        return found.sorted()
    }

    private mutating func line(of position: Int) -> String {
        let instruction = program.instructions[position]
        var words = ["  \(labels[position] ?? -1): \(text(of: instruction.operation))"]
        if instruction.literal.count > 0 { words.append(text(of: instruction.literal)) }
        if showsPlaces {
            let place = program.places[position]
            words.append("@\(place.lowerBound)-\(place.upperBound)")
            if let variable = program.variablePlaces[position] { words.append("var \(variable)") }
        }
        switch instruction.operation {
        case .callMacro, .fillSlot, .deferred, .loops, .bindGlobal:
            let scope = program.scopes.entries(at: position).map { entry in
                let loop = entry.loop.map { "/\($0)" } ?? ""
                return "\(text(of: entry.name))=\(text(of: entry.register))\(loop)"
            }
            words.append("scope \(scope)")
        default: break
        }
        return words.joined(separator: " ")
    }

    // MARK: - Operands

    private mutating func text(of value: Any) -> String {
        switch value {
        case let register as Register:
            let number = registers[register] ?? registers.count
            registers[register] = number
            return "r\(number)"
        case let address as Address:
            return address.isSomewhere ? "->\(labels[address.position] ?? -1)" : "-"
        case let symbol as Symbol:
            return symbol == .none ? "-" : program.symbols[symbol]
        case let literal as Instruction.Literal:
            let bytes = program.literals[Int(literal.start)..<Int(literal.start + literal.count)]
            return "'\(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\\n"))'"
        case let value as TemplateValue:
            return "\(value.typeName) \(value.textForm)"
        case let function as PythonFunction: return function.name
        case is any PathNamespace, is any TemplateExpression:
            return "\(type(of: value))"
        default:
            return plan(at: value).map { text(of: $0) } ?? reflection(of: value)
        }
    }

    /// The plan of an entry of a table.
    private func plan(at entry: Any) -> Any? {
        let tables = program.tables
        return switch entry {
        case let entry as PlanID<TemplateValue>: tables.constants[entry]
        case let entry as PlanID<AttributePlan>: tables.attributes[entry]
        case let entry as PlanID<AttributeSetPlan>: tables.attributeSets[entry]
        case let entry as PlanID<CasePlan>: tables.cases[entry]
        case let entry as PlanID<ConcatenationPlan>: tables.concatenations[entry]
        case let entry as PlanID<NamespacePlan>: tables.namespaces[entry]
        case let entry as PlanID<[Register]>: tables.registers[entry]
        case let entry as PlanID<GlobalPlan>: tables.globals[entry]
        case let entry as PlanID<MacroCallPlan>: tables.macroCalls[entry]
        case let entry as PlanID<MessagePlan>: tables.messages[entry]
        case let entry as PlanID<ContentMessagePlan>: tables.contentMessages[entry]
        case let entry as PlanID<MessagePartPlan>: tables.messageParts[entry]
        case let entry as PlanID<ApplicationPlan>: tables.applications[entry]
        case let entry as PlanID<PythonCallPlan>: tables.python.calls[entry]
        case let entry as PlanID<PythonLambdaPlan>: tables.python.lambdas[entry]
        case let entry as PlanID<PythonCollectionPlan>: tables.python.collections[entry]
        case let entry as PlanID<PythonFormatPlan>: tables.python.formats[entry]
        case let entry as PlanID<PythonPattern>: tables.python.patterns[entry]
        case let entry as PlanID<ScriptPlan>: tables.python.scripts[entry]
        case let entry as PlanID<[PythonExceptionKind]>: tables.python.exceptions[entry]
        default: nil
        }
    }

    private mutating func reflection(of value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        // Caches differ from each other, and nothing depends on their numbers.
        let children = mirror.children.filter { $0.label != "cache" }
        if mirror.displayStyle == .optional {
            return children.first.map { text(of: $0.value) } ?? "-"
        }
        guard !children.isEmpty else { return "\(value)" }
        // Sets and dictionaries have another order in every process.
        let sorted =
            mirror.displayStyle == .dictionary || mirror.displayStyle == .set
            ? children.sorted { "\($0.value)" < "\($1.value)" } : Array(children)
        let words = sorted.map { child in
            let label = child.label.map { $0.hasPrefix(".") ? "" : "\($0): " } ?? ""
            return label + text(of: child.value)
        }
        return "(\(words.joined(separator: ", ")))"
    }
}
