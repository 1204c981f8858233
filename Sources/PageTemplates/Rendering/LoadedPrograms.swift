// SPDX-License-Identifier: Apache-2.0

/// A program as a render reads it.
struct LoadedProgram {
    let program: TemplateProgram
    let instructions: UnsafePointer<Instruction>
    let literals: UnsafePointer<UInt8>
    let constants: UnsafePointer<TemplateValue>
    let attributePlans: UnsafePointer<AttributePlan>
    let caches: UnsafePointer<MemberCache>

    /// The texts of its messages; nil where only the translator knows them.
    let messages: LinkedMessages?

    fileprivate init(_ program: TemplateProgram, _ translation: Translation) {
        self.program = program
        // The storage of an array that nobody changes does not move.
        instructions = program.instructions.stableAddress
        literals = program.literals.stableAddress
        constants = program.tables.constants.plans.stableAddress
        attributePlans = program.tables.attributes.plans.stableAddress
        caches = UnsafePointer(program.caches.places)
        messages = program.messages.messages(of: program, translation)
    }
}

/// The programs that have run in a render.
struct LoadedPrograms: ~Copyable {
    private var programs: [LoadedProgram]

    init(_ page: TemplateProgram, _ translation: Translation) {
        programs = [LoadedProgram(page, translation)]
    }

    subscript(number: Int) -> LoadedProgram { programs[number] }

    var count: Int { programs.count }

    /// The number of a program, which is loaded when it runs for the first time.
    mutating func number(
        of program: TemplateProgram,
        _ translation: Translation
    ) -> Int {
        if let known = programs.firstIndex(where: { $0.program === program }) { return known }
        programs.append(LoadedProgram(program, translation))
        return programs.count - 1
    }
}

extension Array {
    /// Where the elements stand, as long as the array does; nobody reads from
    /// the address of an empty one.
    fileprivate var stableAddress: UnsafePointer<Element> {
        withUnsafeBufferPointer { elements in
            let nowhere = UnsafePointer<Element>(bitPattern: MemoryLayout<Element>.alignment)
            return elements.baseAddress ?? nowhere.unsafelyUnwrapped
        }
    }
}
