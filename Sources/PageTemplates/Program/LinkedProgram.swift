// SPDX-License-Identifier: Apache-2.0

/// A program together with the templates that it and they refer to by name.
struct LinkedProgram: Sendable {
    let program: TemplateProgram

    /// The other programs by the names that references use.
    let others: LinkedTemplates

    init(program: TemplateProgram, others: LinkedTemplates) {
        self.program = program
        self.others = program.configuration.isConfined ? .none : others
    }

    /// What the page reads, and everything that it calls.
    var reads: TemplateReads {
        let (calls, isOpen) = self.calls
        var reads = TemplateReads()
        for call in calls { reads.formUnion(call.program.procedures[call.procedure].reads) }
        if isOpen { reads.isOpen = true }
        return reads
    }

    /// The page and everything that it calls, and whether it may call what only the render
    /// knows.
    var calls: ([Call], isOpen: Bool) {
        var calls: [Call] = []
        var isOpen = false
        var seen: Set<Call> = []
        var open = [Call(program: program, procedure: 0)]
        while let call = open.popLast() {
            guard seen.insert(call).inserted else { continue }
            calls.append(call)
            for use in call.program.procedures[call.procedure].uses {
                if let callee = callee(of: use, in: call.program) {
                    open.append(callee)
                } else {
                    isOpen = true
                }
            }
        }
        return (calls, isOpen)
    }

    /// The procedure that a use calls; `nil` where only the render knows.
    func callee(of use: MacroUse, in program: TemplateProgram) -> Call? {
        switch use {
        case .own(let part):
            return Call(program: program, procedure: part.number)
        case .linked(let name, let macro):
            let target = name == program.source.name ? program : others.programs[name]
            guard let target else { return nil }
            guard let macro else { return Call(program: target, procedure: 0) }
            return target.macros[macro].map { Call(program: target, procedure: $0) }
        case .computed:
            return nil
        }
    }

    /// A procedure of a program, by identity.
    struct Call: Hashable {
        let program: TemplateProgram
        let procedure: Int

        static func == (left: Call, right: Call) -> Bool {
            left.program === right.program && left.procedure == right.procedure
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(ObjectIdentifier(program))
            hasher.combine(procedure)
        }
    }
}

/// Programs by the names that references use, shared by all that refer to them.
final class LinkedTemplates: Sendable {
    let programs: [String: TemplateProgram]

    /// The names of all templates, for errors alone: those that nothing refers to
    /// are not compiled.
    let names: @Sendable () -> [String]

    init(_ programs: [String: TemplateProgram], names: @escaping @Sendable () -> [String]) {
        self.programs = programs
        self.names = names
    }

    /// No templates, and no names either.
    static let none = LinkedTemplates([:]) { [] }

    /// These programs, and those of others under names that are not taken.
    func adding(_ others: LinkedTemplates) -> LinkedTemplates {
        let isComplete = others.programs.keys.allSatisfy { programs[$0] != nil }
        guard !isComplete else { return self }
        return .init(programs.merging(others.programs) { known, _ in known }, names: names)
    }
}
