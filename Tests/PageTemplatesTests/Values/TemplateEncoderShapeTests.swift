// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

@Suite struct TemplateEncoderShapeTests {
    struct Record: Encodable {
        var id: Int
        var note: String?
    }

    private func shapeIDs(of value: TemplateValue) -> Set<Int> {
        guard case .list(let elements) = value else { return [] }
        let ids = elements.map { element in
            if case .mapping(let mapping) = element { mapping.shapeID } else { -1 }
        }
        return Set(ids)
    }

    @Test func sharesTheShapeOfRecords() throws {
        let records = (0..<10).map { Record(id: $0, note: $0 % 2 == 0 ? "even" : nil) }
        #expect(shapeIDs(of: try TemplateEncoder().encode(records)).count == 1)
    }

    @Test func sharesTheShapeOfDictionaries() throws {
        let records = (0..<10).map { ["id": $0, "square": $0 * $0, "cube": $0 * $0 * $0] }
        #expect(shapeIDs(of: try TemplateEncoder().encode(records)).count == 1)
    }

    @Test func tellsRecordsWithDifferentMembersApart() throws {
        let records = [["a": 1], ["a": 1, "b": 2], ["b": 2], ["a": 3], [:]]
        let value = try TemplateEncoder().encode(records)
        #expect(value.textForm == "[{'a': 1}, {'a': 1, 'b': 2}, {'b': 2}, {'a': 3}, {}]")
        #expect(shapeIDs(of: value).count == 4)
    }

    @Test func replacesTheEarlierValueOfAKey() throws {
        for expected in [nil, TemplateMapping([("a", nil), ("b", nil)]).shape] {
            var builder = TemplateMapping.Builder(expecting: expected)
            #expect(!builder.contains("a"))
            builder.set("a", 1)
            #expect(builder.contains("a"))
            #expect(!builder.contains("b"))
            builder.set("b", 2)
            builder.set("a", 3)
            #expect(TemplateValue.mapping(builder.mapping()).textForm == "{'a': 3, 'b': 2}")
        }
    }
}
