// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct TemplateEncoderFailureTests {
    struct Order: Encodable {
        var items: [Item]

        struct Item: Encodable {
            var number: UInt64
        }
    }

    final class Loop: Encodable {
        var next: Loop?
    }

    struct Refusal: Error {}

    private static func order(_ number: UInt64) -> Order {
        Order(items: [.init(number: 1), .init(number: number)])
    }

    static let failures: [EncodingCase] = [
        .init(UInt64.max, "integer 18446744073709551615 at the top does not fit in 64 bits"),
        .init(
            order(.max),
            "integer 18446744073709551615 at 'items[1].number' does not fit in 64 bits"
        ),
        .init([UInt.max], "integer 18446744073709551615 at '[0]' does not fit in 64 bits"),
        .init(["a": Int128.min], "integer \(Int128.min) at 'a' does not fit in 64 bits"),
        .init(
            Date(timeIntervalSince1970: .infinity),
            "date at the top is not in the years 1 to 9999"
        ),
        .init(["d": Date.distantFuture + 1e13], "date at 'd' is not in the years 1 to 9999"),
        .init(Custom { _ in throw Refusal() }, "the data failed to encode itself"),
        .init(
            [Custom { encoder in throw encoder.refusal("no way") }],
            "value at '[0]' cannot be encoded: no way"
        ),
        .init(Custom { _ in throw TemplateError(.stringLimit, "too long") }, "too long"),
        .init(
            Custom { encoder in
                _ = encoder.container(keyedBy: Key.self)
                _ = encoder.unkeyedContainer()
            },
            "value at the top encodes itself in two different forms"
        ),
        .init(
            [
                "a": Custom { encoder in
                    try 1.encode(to: encoder)
                    try 2.encode(to: encoder)
                }
            ],
            "value at 'a' encodes itself in two different forms"
        ),
    ]

    @Test(arguments: failures) func refuses(encoding: EncodingCase) throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateEncoder().encode(encoding.value)
        }
        #expect(error.message == encoding.result)
    }

    @Test func refusesDataWithoutEnd() throws {
        let loop = Loop()
        loop.next = loop
        let error = try #require(throws: TemplateError.self) {
            try TemplateEncoder().encode(loop)
        }
        loop.next = nil
        #expect(
            error.description == """
                error: data is nested deeper than 128 levels [invalid-data]
                note: it starts with 'next.next.next.next.next'
                """
        )
    }

    @Test func keepsTheCause() throws {
        let error = try #require(throws: TemplateError.self) {
            try TemplateEncoder().encode(Custom { _ in throw Refusal() })
        }
        #expect(error.cause is Refusal)
    }
}

extension Encoder {
    fileprivate func refusal(_ reason: String) -> EncodingError {
        .invalidValue(0, .init(codingPath: codingPath, debugDescription: reason))
    }
}
