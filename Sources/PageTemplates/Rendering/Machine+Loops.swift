extension Machine {
    /// A property of a loop's variable.
    func loopProperty(_ step: Step, _ next: inout Int) throws(TemplateError) {
        let plan = program.tables.loopProperties[Int(step.pointee.operand)]
        guard let value = property(plan.property, of: loops[plan.loop]) else {
            if step.pointee.failure < 0 {
                let message = "the loop is not about a mapping and has no 'key'"
                throw failure(.missingMember, message, step)
            }
            next = Int(step.pointee.failure)
            return
        }
        set(step.pointee.a, value)
    }

    /// All loops in sight with all of their properties, which are methods too.
    func loopMapping(_ step: Step) {
        let visible = visibleLoops(step - instructions)
        let entries = visible.sorted { $0.key < $1.key }.map { name, loop in
            let record = Record("the loop of '\(name)'", properties(of: loop), hasMethods: true)
            return (name, TemplateValue.object(record))
        }
        set(step.pointee.a, .object(Record("'repeat'", TemplateMapping(entries))))
    }

    private func properties(of loop: LoopState) -> TemplateMapping {
        TemplateMapping(
            LoopProperty.allCases.compactMap { name in
                property(name, of: loop).map { (name.rawValue, $0) }
            }
        )
    }

    private func property(_ property: LoopProperty, of loop: LoopState) -> TemplateValue? {
        let index = loop.index
        switch property {
        case .index: return .integer(index)
        case .number: return .integer(index + 1)
        case .even: return .bool(index % 2 == 0)
        case .odd: return .bool(index % 2 == 1)
        case .parity: return .string(index % 2 == 0 ? "odd" : "even")
        case .start, .first: return .bool(index == 0)
        case .end, .last: return .bool(index == loop.count - 1)
        case .length: return .integer(loop.count)
        case .letter: return .string(LoopNumerals.letters(index, first: UInt8(ascii: "a")))
        case .upperLetter: return .string(LoopNumerals.letters(index, first: UInt8(ascii: "A")))
        case .roman: return .string(LoopNumerals.roman(index + 1).lowercased())
        case .upperRoman: return .string(LoopNumerals.roman(index + 1))
        case .item: return loop.cursor.pointee
        case .key: return loop.areKeys ? loop.cursor.pointee : nil
        }
    }
}

/// The numerals that loops offer beside digits.
enum LoopNumerals {
    /// `a` … `z`, `aa`, `ab`, …: the columns of a spreadsheet.
    static func letters(_ index: Int, first: UInt8) -> String {
        var letters: [UInt8] = []
        var rest = index + 1
        while rest > 0 {
            let (quotient, letter) = (rest - 1).quotientAndRemainder(dividingBy: 26)
            letters.append(first + UInt8(letter))
            rest = quotient
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    private static let digits: [(value: Int, text: String)] = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]

    /// Roman digits of a positive number.
    static func roman(_ number: Int) -> String {
        var rest = number
        var text = ""
        for digit in digits {
            while rest >= digit.value {
                text += digit.text
                rest -= digit.value
            }
        }
        return text
    }
}
