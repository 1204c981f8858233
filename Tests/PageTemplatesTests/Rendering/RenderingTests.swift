// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@Suite struct RenderingTests {
    private struct Product: Encodable {
        let name: String
        let price: Int
        let sale: Bool
    }

    @Test func rendersAnythingEncodable() throws {
        let context = try TemplateContext(encoding: [
            "products": [Product(name: "A & B", price: 3, sale: true)]
        ])
        let template = try Template(
            named: "page.html",
            "<p tal:repeat=\"p products\" tal:content=\"string:${p/name} ${p/price} ${p/sale}\"/>"
        )
        #expect(try template.render(context) == "<p>A &amp; B 3 True</p>")
    }

    @Test func appendsToABufferAndLeavesItAloneOnFailure() throws {
        let good = try Template(named: "good.html", "<p>${x}</p>")
        let bad = try Template(named: "bad.html", "<p>before ${y}</p>")
        var output = TemplateOutput(capacity: 1)
        try good.render(TemplateContext(["x": 1]), into: &output)
        #expect(throws: TemplateError.self) { try bad.render(.init(), into: &output) }
        try good.render(TemplateContext(["x": 2]), into: &output)
        #expect(output.string == "<p>1</p><p>2</p>")
        output.removeAll(keepingCapacity: true)
        #expect(output.count == 0)
    }

    @Test func rendersForManyTasksAtOnce() async throws {
        let template = try Template(
            named: "page.html",
            "<li tal:repeat=\"x xs\" tal:content=\"string:${repeat/x/number}: ${x/n}\">x</li>"
        )
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<16 {
                group.addTask {
                    let items = (0..<200).map { TemplateValue.mapping(["n": .integer($0 * task)]) }
                    let expected = (0..<200).map { "<li>\($0 + 1): \($0 * task)</li>" }.joined()
                    return try template.render(TemplateContext(["xs": .list(items)])) == expected
                }
            }
            for try await isRight in group {
                #expect(isRight)
            }
        }
    }

    @Test func chunksHaveAboutTheSizeAndKeepErrorHandlersWhole() async throws {
        let text = String(repeating: "x", count: 100)
        let template = try Template(
            named: "page.html",
            "<p tal:repeat=\"x xs\" tal:content=\"x\"/><b tal:on-error=\"string:sorry\">"
                + "<i tal:repeat=\"x xs\" tal:content=\"x\"/>${broken}</b>"
        )
        let context = TemplateContext(["xs": .list(Array(repeating: .string(text), count: 100))])
        var sizes: [Int] = []
        var page: [UInt8] = []
        for try await chunk in template.chunks(context, size: 1_000) {
            sizes.append(chunk.count)
            page += chunk
        }
        #expect(sizes.count == 11)
        #expect(sizes.allSatisfy { $0 < 1_200 })
        #expect(String(decoding: page, as: UTF8.self).hasSuffix("</p><b>sorry</b>"))
    }

    @Test func chunksAreCountedTogetherByLimits() async throws {
        var configuration = TemplateConfiguration()
        configuration.limits.output = 500
        let template = try Template(
            named: "page.html",
            "<p tal:repeat=\"x xs\" tal:content=\"x\"/>",
            configuration: configuration
        )
        let context = TemplateContext(["xs": .list(Array(repeating: "0123456789", count: 100))])
        let error = await #expect(throws: TemplateError.self) {
            for try await _ in template.chunks(context, size: 100) {}
        }
        #expect(error?.code == .outputLimit)
    }

    @Test func chunksMeetTheStepLimitWhereTheWholePageDoes() async throws {
        var configuration = TemplateConfiguration()
        configuration.limits.steps = 1_500
        let template = try Template(
            named: "page.html",
            "<p tal:repeat=\"x xs\">${x}</p>",
            configuration: configuration
        )
        for (count, passes) in [(740, true), (760, false)] {
            let items = TemplateValue.list(Array(repeating: "0123456789", count: count))
            let context = TemplateContext(["xs": items])
            #expect(((try? template.render(context)) != nil) == passes)
            var passesInChunks = true
            do {
                for try await _ in template.chunks(context, size: 20) {}
            } catch {
                #expect(error.code == .stepLimit)
                passesInChunks = false
            }
            #expect(passesInChunks == passes, "\(count)")
        }
    }

    @Test func copiesOfAnIteratorEndTogether() async throws {
        let template = try Template(named: "page.html", "<p tal:repeat=\"x xs\">${x}</p> end")
        let context = TemplateContext(["xs": ["a", "b", "c"]])
        var first = template.chunks(context, size: 4).makeAsyncIterator()
        var second = first
        var page: [UInt8] = []
        while let chunk = try await second.next() { page += chunk }
        #expect(String(decoding: page, as: UTF8.self) == "<p>a</p><p>b</p><p>c</p> end")
        #expect(try await first.next() == nil)
    }

    @Test func plainTextIsMarkupOnlyWhereTheApplicationSaysSo() throws {
        var configuration = TemplateConfiguration()
        configuration.trustsPlainText = true
        let template = try Template(
            named: "page.html",
            "<p tal:content=\"structure x\"/>",
            configuration: configuration
        )
        #expect(try template.render(TemplateContext(["x": "<b>"])) == "<p><b></p>")
    }

    @Test func holesStayWhereInterpolationIsOff() throws {
        var configuration = TemplateConfiguration()
        configuration.interpolatesText = false
        let text = "<p title=\"${x} $${y}\">${x} ${</p>"
        let template = try Template(named: "page.html", text, configuration: configuration)
        #expect(try template.render() == text)
    }

    private func deep(_ levels: Int, _ statements: String) -> String {
        let open = (0..<levels).map { level in
            "<b tal:define='v\(level) string:\(level)' \(statements)>"
        }
        return open.joined() + "${v79}" + String(repeating: "</b>", count: levels)
    }

    @Test func deepTemplatesFitTheStacksOfSmallThreads() async throws {
        let plain = String(repeating: "<i>", count: 100)
        let end = String(repeating: "</i>", count: 100)
        let text = plain + deep(80, "tal:condition='xs'") + end
        let page = try await Task.detached {
            try Template(named: "deep.html", text).render(TemplateContext(["xs": ["a"]]))
        }.value
        #expect(page.contains("<b>79</b>"))
    }

    @Test func deeperTemplatesAreErrors() async throws {
        let text = deep(
            250,
            "tal:on-error='nothing' tal:omit-tag='nothing' tal:condition='xs' tal:repeat='x xs'"
                + " tal:switch='x'"
        )
        let error = await #expect(throws: TemplateError.self) {
            try await Task.detached { _ = try Template(named: "deep.html", text) }.value
        }
        #expect(error?.code == .nestingTooDeep)
    }
}
