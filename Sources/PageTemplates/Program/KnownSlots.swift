// SPDX-License-Identifier: Apache-2.0

/// The slots of macros, each found once.
struct KnownSlots {
    private let linked: LinkedProgram

    /// What the parts of the programs that were looked at have.
    private var parts: [LinkedProgram.Call: Part] = [:]
    private var programs: Set<ObjectIdentifier> = []
    private var known: [LinkedProgram.Call: Set<String>?] = [:]

    private struct Part {
        var slots: Set<String> = []

        /// The uses of macros that it extends.
        var extensions: [Facts.Use] = []
    }

    init(_ linked: LinkedProgram) {
        self.linked = linked
    }

    /// The slots that a user of a macro can fill: its own, those of the macros and
    /// fillers inside of it, and those of the macros that it extends.
    ///
    /// `nil` where it extends a macro that only the render knows.
    mutating func slots(of call: LinkedProgram.Call) -> Set<String>? {
        if let known = known[call] { return known }
        let found = find(call)
        known[call] = .some(found)
        return found
    }

    private mutating func find(_ call: LinkedProgram.Call) -> Set<String>? {
        var slots: Set<String> = []
        var seen: Set<LinkedProgram.Call> = []
        var open = [call]
        while let call = open.popLast() {
            guard seen.insert(call).inserted else { continue }
            let program = call.program
            let part = part(call)
            slots.formUnion(part.slots)
            for case .own(let part) in program.procedures[call.procedure].uses {
                open.append(LinkedProgram.Call(program: program, procedure: part.number))
            }
            for site in part.extensions {
                let extended = site.uses.compactMap { linked.callee(of: $0, in: program) }
                guard extended.count == site.uses.count else { return nil }
                open += extended
            }
        }
        return slots
    }

    private mutating func part(_ call: LinkedProgram.Call) -> Part {
        let program = call.program
        if programs.insert(ObjectIdentifier(program)).inserted {
            for slot in program.facts.slots {
                let place = LinkedProgram.Call(program: program, procedure: slot.part.number)
                parts[place, default: Part()].slots.insert(slot.name)
            }
            for site in program.facts.uses where site.isExtension {
                let place = LinkedProgram.Call(program: program, procedure: site.part.number)
                parts[place, default: Part()].extensions.append(site)
            }
        }
        return parts[call] ?? Part()
    }
}
