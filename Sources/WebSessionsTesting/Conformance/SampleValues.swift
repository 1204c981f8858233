// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Values of every shape that Codable types have.
enum SampleValues {
    typealias Sample = Codable & Sendable & Equatable

    /// Values that come back as they were.
    static func storable(_ dice: inout Dice) -> [any Sample] {
        empty + numbers + texts + dictionaries + others
            + (0..<20).map { _ in Everything(&dice) as any Sample }
    }

    /// Values that would not come back as they were.
    static let refused: [any Encodable & Sendable] = [
        Double.nan, Float.infinity, [1, -Double.infinity], ["x": Double.nan], Decimal.nan,
        Int??.some(nil), [Int??.some(nil)], Nested(levels: 200),
    ]

    private static let empty: [any Sample] = [
        [String](), [Int](), [UInt8](), [[Int]](), [Int?](), Set<String>(), [String: Int](),
        [Int: Int](), [Size: Int](), "", Data(), [[String](), ["a"]], [Everything](), Empty(),
    ]

    private static let numbers: [any Sample] = [
        Int.min, Int.max, Int8.min, Int8.max, Int16.min, Int16.max, Int32.min, Int32.max,
        Int64.min, Int64.max, UInt.max, UInt8.max, UInt16.max, UInt32.max, UInt64.max,
        [UInt64.max, UInt64(Int64.max) + 1], true, false, 0.0, -0.0, 3.0, 0.1, 1e22,
        Double.leastNonzeroMagnitude,
        Double.greatestFiniteMagnitude, Float(0.1), Float.greatestFiniteMagnitude, [Float(0.1), 3],
        [1.0, 2.5], Double?.some(3), decimal("1234567890123456.78"), decimal("3"),
        decimal("-0.00000000000000000001"), decimal("99999999999999999999999999999999999999"),
        [decimal("0.1"), decimal("1e50")],
    ]

    private static let texts: [any Sample] = [
        "rot\u{0}\u{1F534}", "\u{E9}", "e\u{301}", "\r\n\t\u{8}\u{C}\u{1F}\u{7F}\u{2028}\"\\/",
        ["a,\n", "$bytes"], Size.large, [Size.small], Character16("\u{FFFF}"),
    ]

    private static let dictionaries: [any Sample] = [
        ["$bytes": "YQ=="], ["$date": "1"], ["$": "1", "$$": "2", "$$$x": "3"], ["": 1],
        [1: "one", -1: "minus"], [Size.small: 1, .large: 2], [[1, 2]: "a", [1]: "b", []: "c"],
        [true: 1, false: 0], [UUID(uuidString: "6F9619FF-8B86-D011-B42D-00C04FC964FF"): 1],
        ["a": ["b": ["c": [Int?.none, 1]]]],
    ]

    private static let others: [any Sample] = [
        Set([3, 1, 2]), Set(["b", "a"]), Set([[2], [1, 2], []]), [1, nil, 3] as [Int?],
        Data([0, 255]), [UInt8](0...255), [[UInt8]](repeating: [1, 2], count: 2), [Data([1])],
        Date(timeIntervalSince1970: 1.25), Date.distantPast, Date.distantFuture,
        [Date(timeIntervalSinceReferenceDate: 0.1)],
        URL(string: "https://shop.example/a%20b?c=d#e"),
        UUID(uuidString: "6F9619FF-8B86-D011-B42D-00C04FC964FF"),
        Event.left, Event.visited(page: "/", at: Date(timeIntervalSince1970: 7)),
        Event.moved(1, nil), Event.both(.left, .moved(2, 3)), [Event.left, .moved(0, 1)],
    ]

    private static func decimal(_ text: String) -> Decimal {
        Decimal(string: text) ?? 0
    }
}

// MARK: - Types

/// An enumeration whose dictionaries are lists of pairs.
enum Size: String, Codable, Sendable {
    case small
    case large
}

enum Event: Codable, Sendable, Hashable {
    case left
    case visited(page: String, at: Date)
    case moved(Int, Int?)
    indirect case both(Event, Event)
}

struct Empty: Codable, Sendable, Equatable {}

/// Text behind a type of its own.
struct Character16: RawRepresentable, Codable, Sendable, Equatable {
    let rawValue: String

    init(_ text: String) { rawValue = text }
    init(rawValue: String) { self.rawValue = rawValue }
}

/// A value as deep as one wants.
struct Nested: Codable, Sendable {
    let inner: [Nested]

    init(levels: Int) {
        inner = levels > 0 ? [Nested(levels: levels - 1)] : []
    }
}

struct Everything: Codable, Sendable, Equatable {
    let flag: Bool
    let small: Int8
    let large: UInt64
    let ratio: Double
    let half: Float
    let price: Decimal
    let name: String?
    let missing: Int?
    let bytes: [UInt8]
    let data: Data
    let at: Date
    let id: UUID
    let link: URL?
    let tags: Set<String>
    let counts: [String: Int?]
    let sizes: [Size: [Event]]
    let byNumber: [Int: [Double]]
    let list: [[Int?]]
    let events: [Event]

    init(_ dice: inout Dice) {
        flag = dice.next(2) == 0
        small = Int8(truncatingIfNeeded: dice.next())
        large = dice.next()
        ratio = Double(bitPattern: dice.next() & 0x7FEF_FFFF_FFFF_FFFF)
        half = Float(bitPattern: UInt32(truncatingIfNeeded: dice.next()) & 0x7F7F_FFFF)
        price = Decimal(dice.next(1 << 60)) / 1000
        name = dice.next(2) == 0 ? nil : dice.text()
        missing = nil
        bytes = dice.list { UInt8(truncatingIfNeeded: $0.next()) }
        data = Data(dice.list { UInt8(truncatingIfNeeded: $0.next()) })
        at = Date(timeIntervalSinceReferenceDate: Double(dice.next(1 << 40)) / 1000)
        let parts = (dice.next(), dice.next())
        id = withUnsafeBytes(of: parts) { UUID(uuid: $0.load(as: uuid_t.self)) }
        link = dice.next(2) == 0 ? nil : URL(string: "https://shop.example/\(dice.next(99))")
        tags = Set(dice.list { $0.text() })
        counts = dice.dictionary { ($0.text(), $0.next(3) == 0 ? nil : Int($0.next(9))) }
        sizes = dice.dictionary { dice in
            (dice.next(2) == 0 ? .small : .large, dice.list { Event(&$0) })
        }
        byNumber = dice.dictionary { dice in
            (Int(dice.next(100)) - 50, dice.list { Double($0.next(1000)) / 8 })
        }
        list = dice.list { dice in dice.list { $0.next(3) == 0 ? nil : Int($0.next(9)) } }
        events = dice.list { Event(&$0) }
    }
}

extension Event {
    init(_ dice: inout Dice) {
        switch dice.next(4) {
        case 0: self = .left
        case 1: self = .visited(page: dice.text(), at: Date(timeIntervalSince1970: 9))
        case 2: self = .moved(Int(dice.next(9)), dice.next(2) == 0 ? nil : 1)
        default: self = .both(Event(&dice), .left)
        }
    }
}

// MARK: - Dice

/// Numbers that look random and are the same in every run: SplitMix64.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(_ bound: UInt64) -> UInt64 { next() % bound }

    mutating func text() -> String {
        let characters = ["a", "$", "\u{E9}", "e\u{301}", "\u{1F534}", "\n", "\"", "\\", "/", " "]
        return list { characters[Int($0.next(UInt64(characters.count)))] }.joined()
    }

    mutating func list<Element>(_ element: (inout Dice) -> Element) -> [Element] {
        (0..<next(4)).map { _ in element(&self) }
    }

    mutating func dictionary<Key: Hashable, Value>(
        _ pair: (inout Dice) -> (Key, Value)
    ) -> [Key: Value] {
        Dictionary(list(pair)) { _, last in last }
    }
}
