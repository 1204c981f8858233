// SPDX-License-Identifier: Apache-2.0

/// What names mean at the places of a program while it runs: for each
/// instruction the innermost variable in sight, which leads on to the others.
///
/// Scopes are dynamic as those of zope.tal: a macro, the filler of a slot and a
/// deferred expression see the variables of the place that calls them.
struct ScopeTable: Sendable {
    /// A variable in sight.
    struct Entry: Sendable {
        let name: Symbol
        let register: Register

        /// The loop whose items it takes.
        let loop: Int32?

        /// The variable that was bound before it; none for the first one.
        fileprivate let outer: Int32
    }

    private var entries: [Entry] = []

    /// The instructions from which on another variable is the innermost one.
    private var changes: [(position: Int, entry: Int32)] = []

    /// The entry that the next instruction sees first.
    private(set) var current = Self.none

    /// That no variable is in sight.
    private static let none: Int32 = -1

    // MARK: While a template is compiled

    mutating func bind(_ name: Symbol, _ register: Register, loop: Int32?) {
        entries.append(
            Entry(name: name, register: register, loop: loop, outer: current)
        )
        current = Int32(entries.count - 1)
    }

    /// Forgets the variables that were bound since an entry was the innermost one.
    mutating func leave(to entry: Int32) {
        current = entry
    }

    /// Begins a procedure, which sees nothing of its own.
    mutating func beginProcedure() {
        current = Self.none
    }

    /// Notes what the instruction at a position sees.
    mutating func note(_ position: Int) {
        if changes.last?.entry != current { changes.append((position, current)) }
    }

    // MARK: While a page is rendered

    /// The variables in sight of an instruction, the innermost first.
    func entries(at position: Int) -> Chain {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        return Chain(
            entries: entries,
            position: low > 0 ? changes[low - 1].entry : Self.none
        )
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
