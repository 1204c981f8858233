// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Data that encodes itself by a closure, for forms that no compiler writes.
struct Custom: Encodable {
    let body: @Sendable (any Encoder) throws -> Void

    func encode(to encoder: any Encoder) throws {
        try body(encoder)
    }
}

enum Key: String, CodingKey {
    case first
    case second
}

@Suite struct TemplateEncoderTests {
    struct Product: Encodable {
        var name: String
        var price: Double
        var stock: Int?
        var tags: [String] = []
    }

    enum Size: String, Encodable {
        case small
    }

    enum Event: Encodable {
        case plain
        case moved(to: String, by: Int)
        case named(String)
    }

    class Animal: Encodable {
        var legs = 4
    }

    final class Dog: Animal {
        var name = "Rex"

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: EncodedName.self)
            try container.encode(name, forKey: .name)
            try super.encode(to: encoder)
        }

        enum EncodedName: CodingKey {
            case name
        }
    }

    struct Holder: Encodable {
        var value: TemplateValue
        var markup: SafeMarkup
        var mapping: TemplateMapping
        var optional: TemplateValue?
    }

    struct Wide: Encodable {
        var i8: Int8? = -8
        var i16: Int16? = -16
        var i32: Int32? = -32
        var i64: Int64? = .min
        var i128: Int128? = -128
        var u: UInt? = 1
        var u8: UInt8? = 8
        var u16: UInt16? = 16
        var u32: UInt32? = 32
        var u64: UInt64? = 64
        var u128: UInt128? = 128
        var float: Float? = 0.1
        var bool: Bool? = true
        var none: UInt64?
    }

    static let encodings: [EncodingCase] = [
        .init(1, "1"),
        .init(UInt64(Int.max), "9223372036854775807"),
        .init(Float(0.1), "0.1"),
        .init(Float.infinity, "inf"),
        .init(-0.0, "-0.0"),
        .init("text", "text"),
        .init(true, "True"),
        .init(Int?.none, ""),
        .init([1, nil, 3] as [Int?], "[1, None, 3]"),
        .init([[1], []], "[[1], []]"),
        .init(
            Product(name: "Tea", price: 3),
            "{'name': 'Tea', 'price': 3.0, 'stock': None, 'tags': []}"
        ),
        .init(
            Product(name: "Pot", price: 0.5, stock: 2, tags: ["a"]),
            "{'name': 'Pot', 'price': 0.5, 'stock': 2, 'tags': ['a']}"
        ),
        .init(
            Wide(),
            """
            {'i8': -8, 'i16': -16, 'i32': -32, 'i64': -9223372036854775808, 'i128': -128, \
            'u': 1, 'u8': 8, 'u16': 16, 'u32': 32, 'u64': 64, 'u128': 128, 'float': 0.1, \
            'bool': True, 'none': None}
            """
        ),
        .init(Size.small, "small"),
        .init(
            [Event.plain, .moved(to: "x", by: 2), .named("n")],
            "[{'plain': {}}, {'moved': {'to': 'x', 'by': 2}}, {'named': {'_0': 'n'}}]"
        ),
        .init(["b": 1, "a": 2], "{'a': 2, 'b': 1}"),
        .init([10: "ten", 9: "nine"], "{'9': 'nine', '10': 'ten'}"),
        .init([[Size.small: 1]], "[['small', 1]]"),
        .init([UInt8(1), 255], "[1, 255]"),
        .init(Decimal(string: "12.30"), "12.3"),
        .init(Data("hello".utf8), "aGVsbG8="),
        .init(URL(string: "https://example.org/a?b=c#d"), "https://example.org/a?b=c#d"),
        .init(
            UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"),
            "E621E1F8-C36C-495A-93FC-0C247A3E6E5F"
        ),
        .init(Date(timeIntervalSince1970: 1_795_233_025), "2026-11-21T03:50:25Z"),
    ]

    @Test(arguments: encodings) func encodes(encoding: EncodingCase) throws {
        #expect(try TemplateEncoder().encode(encoding.value).textForm == encoding.result)
    }

    @Test func sharesTheFormsThatSubclassesWrite() throws {
        #expect(try TemplateEncoder().encode(Dog()).equals(["name": "Rex", "legs": 4]))
    }

    @Test func passesTemplateValuesThrough() throws {
        let thing = TemplateValue.object(Thing())
        let holder = Holder(
            value: thing,
            markup: SafeMarkup("<b>"),
            mapping: TemplateMapping([("k", TemplateValue.list([thing]))])
        )
        let value = try TemplateEncoder().encode([holder])
        #expect(
            value.equals([
                ["value": thing, "markup": "<b>", "mapping": ["k": [thing]], "optional": nil]
            ])
        )
        guard case .list(let list) = value, case .mapping(let mapping) = list[0],
            case .markup = mapping["markup"]
        else {
            Issue.record("markup has become \(value)")
            return
        }
    }

    @Test func encodesDatesByStrategy() throws {
        let date = Date(timeIntervalSince1970: 1.5)
        #expect(try TemplateEncoder(dateStrategy: .secondsSince1970).encode(date).equals(1.5))
        let custom = TemplateEncoder(
            dateStrategy: .custom { ["at": .double($0.timeIntervalSince1970)] }
        )
        #expect(try custom.encode([date]).equals([["at": 1.5]]))
    }

    @Test func encodesNestedContainers() throws {
        let data = Custom { encoder in
            var record = encoder.container(keyedBy: Key.self)
            var inner = record.nestedContainer(keyedBy: Key.self, forKey: .first)
            var list = record.nestedUnkeyedContainer(forKey: .second)
            try list.encode(1)
            var listed = list.nestedContainer(keyedBy: Key.self)
            try listed.encode(true, forKey: .first)
            var lists = list.nestedUnkeyedContainer()
            try lists.encodeNil()
            try "up".encode(to: list.superEncoder())
            try inner.encode("late", forKey: .second)
            try 7.encode(to: record.superEncoder())
        }
        #expect(
            try TemplateEncoder().encode(data).textForm
                == "{'first': {'second': 'late'}, 'second': [1, {'first': True}, [None], 'up'], 'super': 7}"
        )
    }

    @Test func encodesForOtherEncoders() throws {
        let value: TemplateValue = [
            nil, true, 1, 1.5, "a", ["k": []], .markup(SafeMarkup("<b>")), .object(Thing()),
        ]
        let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        #expect(json == ##"[null,true,1,1.5,"a",{"k":[]},{"$markup":"<b>"},"a thing"]"##)
    }
}
