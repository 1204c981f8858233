// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import WebSessions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct SessionValueTests {
    enum Color: String, Codable, Sendable {
        case red
    }

    struct Wrapper: Codable, Sendable, Equatable {
        var when: Date
        var data: Data
        var big: UInt64
    }

    @Test func equalDataHasEqualBytes() throws {
        #expect(try SessionValue(encoding: 5) == SessionValue(encoding: UInt8(5)))
        #expect(try SessionValue(encoding: 5) == SessionValue(encoding: SessionDatum.integer(5)))
        #expect(try SessionValue(encoding: Color.red) == SessionValue(encoding: "red"))
        #expect(try SessionValue(encoding: Int?.some(5)) == SessionValue(encoding: 5))
        let nothing = try SessionValue(encoding: SessionDatum.nothing)
        #expect(try SessionValue(encoding: Int?.none) == nothing)
        let list: SessionDatum = [1, "a"]
        let object = try SessionValue(encoding: ["b": 1, "a": 2])
        #expect(object.storedBytes == Array(#"j{"a":2,"b":1}"#.utf8))
        #expect(try SessionValue(encoding: list).storedBytes == Array("l1\n\"a\"".utf8))
    }

    @Test func dataIsKnownWithoutItsType() throws {
        let date = Date(timeIntervalSince1970: 12.5)
        let value = try SessionValue(encoding: Wrapper(when: date, data: Data([1, 2]), big: .max))
        let expected: SessionDatum = .dictionary([
            "when": .date(SessionInstant(millisecondsSince1970: 12_500)),
            "data": .bytes([1, 2]),
            "big": .double(Double(UInt64.max)),
        ])
        #expect(try value.decoded == expected)
        #expect(try value.decode(as: Wrapper.self).big == .max)
        let list: SessionDatum = [nil, true, 1, 1.5, "\u{1F534}\"\\/\n"]
        let nested: SessionDatum = ["a": list, "b": [:], "c": []]
        #expect(try SessionValue(encoding: nested).decoded == nested)
    }

    @Test func aNumberBeyondSignedIntegersKeepsItsDigits() throws {
        struct Number: RawRepresentable, Codable {
            var rawValue: UInt64
        }
        let large = UInt64(Int64.max) + 1
        for value in [
            try SessionValue(encoding: large),
            try SessionValue(encoding: Number(rawValue: large)),
            try SessionValue(encoding: Optional(large)),
        ] {
            #expect(try value.decode(as: UInt64.self) == large)
            #expect(throws: SessionError.self) { try value.decode(as: Int.self) }
            #expect(try value.decoded == .double(9.223372036854775808e18))
        }
        let largest = try SessionValue(encoding: UInt64(Int64.max))
        #expect(try largest.decode(as: UInt64.self) == UInt64(Int64.max))
        #expect(try SessionValue(encoding: 1e19).decode(as: Double.self) == 1e19)
        #expect(try SessionValue(encoding: Double?.some(1e22)).decode(as: Double.self) == 1e22)
    }

    @Test func equalSetsAndDictionariesHaveEqualBytes() throws {
        for seed in 0..<50 {
            var other = Set<Int>(minimumCapacity: 64 << (seed % 4))
            for number in (0..<30).shuffled() { other.insert(number) }
            #expect(try SessionValue(encoding: other) == SessionValue(encoding: Set(0..<30)))
            let pairs = (0..<30).shuffled().map { ([$0], Set([$0, $0 + 1, $0 + 2])) }
            let map = Dictionary(uniqueKeysWithValues: pairs)
            let again = Dictionary(uniqueKeysWithValues: pairs.reversed())
            #expect(try SessionValue(encoding: map) == SessionValue(encoding: again))
        }
    }

    @Test func elementsHaveTheFormThatTheyHaveInTheirList() throws {
        let data = Data([1, 2])
        let rows: [(SessionValue, [SessionValue])] = [
            (
                try .init(encoding: [Float(0.1), 3]),
                [try .init(encoding: Float(0.1)), try .init(encoding: Float(3))]
            ),
            (try .init(encoding: [0.1, 3]), [try .init(encoding: 0.1), try .init(encoding: 3.0)]),
            (try .init(encoding: [data]), [try .init(encoding: data)]),
            (try .init(encoding: [[UInt8(1)]]), [try .init(encoding: [UInt8(1)])]),
            (try .init(encoding: [Date.distantPast]), [try .init(encoding: Date.distantPast)]),
            (try .init(encoding: [Set([2, 1])]), [try .init(encoding: Set([1, 2]))]),
            (try .init(encoding: ["a\n"]), [try .init(encoding: "a\n")]),
        ]
        for (list, elements) in rows { #expect(try SessionValue.list(elements) == list) }
    }

    /// What older versions wrote is read as it was meant.
    @Test func earlierFormsAreRead() throws {
        func stored(_ text: String) -> SessionValue { SessionValue(storedBytes: Array(text.utf8)) }
        #expect(try stored("x").decode(as: [String].self) == [])
        #expect(try stored("l[1,2]\n[]").decode(as: [[UInt8]].self) == [[1, 2], []])
        #expect(try stored("d0.10000000149011612").decode(as: Float.self) == 0.1)
        #expect(try stored(#"j{"$x":"1"}"#).decode(as: [String: String].self) == ["$x": "1"])
        #expect(try stored("i3").decode(as: Double.self) == 3)
        #expect(try stored("d3.0").decode(as: Int.self) == 3)
    }

    @Test func jsonEscapesAreRead() throws {
        let text = #"{"a":"\u00e9\ud83d\udd34\n\/","b":-1.5e3,"c":[ ] , "d":{}}"#
        var reader = SessionJSONReader(Array(text.utf8))
        let expected: SessionDatum = ["a": "é🔴\n/", "b": -1500.0, "c": [], "d": [:]]
        #expect(try reader.document().datum == expected)
    }

    @Test func damagedDataIsAnError() throws {
        let texts = [
            "", "{", "[1,", "\"a", "tru", "{\"a\"}", "[1]]", "1x", "\"\\ud800\"", "\"\\u12\"", "-",
            String(repeating: "[", count: 200), "\"\\x\"", "{\"a\":1,}",
        ]
        for text in texts {
            var reader = SessionJSONReader(Array(text.utf8))
            #expect(throws: SessionError.self, "\(text)") { try reader.document() }
        }
        let stored = ["", "i", "ix", "d", "s\u{FFFD}", "t", "j", "l{", "?"]
        for text in stored where text != "s\u{FFFD}" {
            let value = SessionValue(storedBytes: Array(text.utf8))
            #expect(throws: SessionError.self, "\(text)") { try value.decoded }
        }
        let invalid = SessionValue(storedBytes: [0x73, 0xFF])
        #expect(throws: SessionError.self) { try invalid.decode(as: String.self) }
    }

    @Test func randomBytesNeverTrap() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            let codec = Array("nbidsxtlj?".utf8).randomElement(using: &generator) ?? 0
            let count = Int.random(in: 0..<20)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...127, using: &generator) }
            let value = SessionValue(storedBytes: [codec] + bytes)
            _ = try? value.decoded
            _ = try? value.decode(as: [String].self)
            _ = try? value.decode(as: Date.self)
        }
    }

    @Test func operationsThatDoNotFitAreErrors() throws {
        let field = try SessionField(package: "p", key: "k")
        let text = try SessionValue(encoding: "x")
        let operations: [SessionOperation] = [
            .add(field, 1), .max(field, 1), .union(field, try .list([text])),
            .append(field, try .list([text]), cap: 1),
        ]
        for operation in operations {
            let error = #expect(throws: SessionError.self) { try operation.apply(to: text) }
            #expect(error?.code == .kindMismatch)
            #expect(error?.key == "k")
        }
    }

    @Test func descriptionsShowNoData() throws {
        let value = try SessionValue(encoding: "hunter2")
        #expect("\(value)" == "string of 7 bytes")
    }
}
