// SPDX-License-Identifier: Apache-2.0

/// A loop that runs.
struct LoopState {
    var first: PageRun.Pointer
    var cursor: PageRun.Pointer
    var end: PageRun.Pointer

    /// Whether the items are keys of a mapping.
    var areKeys = false

    private var index: Int { cursor - first }
    private var count: Int { end - first }

    /// The item before or behind the current one; `nil` where there is none.
    func neighbour(on side: LoopBoundary.Side) -> PageRun.Pointer? {
        switch side {
        case .first: index == 0 ? nil : cursor - 1
        case .last: index == count - 1 ? nil : cursor + 1
        }
    }

    /// A property of the loop's variable; `nil` where it has none of the name.
    func value(of property: LoopProperty) -> TemplateValue? {
        switch property {
        case .index: .integer(index)
        case .number: .integer(index + 1)
        case .even: .bool(index % 2 == 0)
        case .odd: .bool(index % 2 == 1)
        case .parity: .string(index % 2 == 0 ? "odd" : "even")
        case .start, .first: .bool(index == 0)
        case .end, .last: .bool(index == count - 1)
        case .length: .integer(count)
        case .letter: .string(LoopNumerals.letters(index, first: UInt8(ascii: "a")))
        case .upperLetter: .string(LoopNumerals.letters(index, first: UInt8(ascii: "A")))
        case .roman: .string(LoopNumerals.roman(index + 1).lowercased())
        case .upperRoman: .string(LoopNumerals.roman(index + 1))
        case .item: cursor.pointee
        case .key where areKeys: cursor.pointee
        case .key: Optional.none
        }
    }

    /// All properties, which are methods too.
    func record(named name: String) -> Record {
        let properties = LoopProperty.allCases.compactMap { property in
            value(of: property).map { (property.rawValue, $0) }
        }
        return Record("the loop of '\(name)'", TemplateMapping(properties), hasMethods: true)
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
