/// What names mean at the places of a program while it runs: for each
/// instruction the innermost variable in sight, which leads on to the others.
///
/// Scopes are dynamic as those of zope.tal: a macro, the filler of a slot and a
/// deferred expression see the variables of the place that calls them.
struct ScopeTable: Sendable {
    /// A variable in sight.
    struct Entry: Sendable {
        /// The symbol of its name.
        let name: Int32
        let register: Int32

        /// The loop whose items it takes; none for other variables.
        let loop: Int32

        /// The variable that was bound before it; none for the first one.
        let outer: Int32
    }

    private var entries: [Entry] = []

    /// For each instruction the entry of the innermost variable.
    private var innermost: [Int32] = []

    /// The entry that the next instruction sees first.
    private(set) var current = Instruction.none

    // MARK: While a template is compiled

    mutating func bind(_ name: Int32, _ register: Int32, loop: Int?) {
        entries.append(
            Entry(
                name: name,
                register: register,
                loop: loop.map { Int32($0) } ?? Instruction.none,
                outer: current
            )
        )
        current = Int32(entries.count - 1)
    }

    /// Forgets the innermost variables.
    mutating func unbind(_ count: Int) {
        for _ in 0..<count where current >= 0 { current = entries[Int(current)].outer }
    }

    /// Begins a procedure, which sees nothing of its own.
    mutating func beginProcedure() {
        current = Instruction.none
    }

    mutating func noteInstruction() {
        innermost.append(current)
    }

    /// Whether a name is bound in sight of an entry.
    func binds(_ name: Int32, at entry: Int32) -> Bool {
        Chain(entries: entries, position: entry).contains { $0.name == name }
    }

    // MARK: While a page is rendered

    /// The variables in sight of an instruction, the innermost first.
    func entries(at position: Int) -> Chain {
        Chain(entries: entries, position: innermost[position])
    }

    /// Entries from one on outwards.
    struct Chain: Sequence, IteratorProtocol {
        fileprivate let entries: [Entry]
        fileprivate var position: Int32

        mutating func next() -> Entry? {
            guard position >= 0 else { return nil }
            let entry = entries[Int(position)]
            position = entry.outer
            return entry
        }
    }
}
