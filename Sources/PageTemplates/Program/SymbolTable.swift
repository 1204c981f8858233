// SPDX-License-Identifier: Apache-2.0

/// The names that the instructions of a program look for.
struct SymbolTable: Sendable {
    private var names: [String] = []
    private var numbers: [String: Int32] = [:]

    subscript(symbol: Symbol) -> String { names[Int(symbol.number)] }

    /// The symbol of a name, if it is one.
    subscript(name: String) -> Symbol? { numbers[name].map { Symbol(number: $0) } }

    /// The symbol of a name, which becomes one.
    mutating func add(_ name: String) -> Symbol {
        if let known = self[name] { return known }
        let number = Int32(names.count)
        names.append(name)
        numbers[name] = number
        return Symbol(number: number)
    }
}
