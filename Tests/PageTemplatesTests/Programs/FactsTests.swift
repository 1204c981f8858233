// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplates

/// What is known of a template beside what it writes: tools read it, no render does.
@Suite struct FactsTests {
    @Test(arguments: [
        ("<b id=\"x\">${a}</b>", ["#x a"]),
        ("<b id=\"x\" tal:content=\"a\">b</b>", ["#x a"]),
        // What is bound inside is no input, what is bound around is one.
        ("<b tal:define=\"c a\"><i id=\"x\" tal:define=\"d c\">${d}${c}</i></b>", ["#x c"]),
        ("<ul><li id=\"x\" tal:repeat=\"i list\">${i}</li></ul>", ["#x list"]),
        ("<b id=\"x\"><i id=\"y\">${a}</i>${b}</b>", ["#x a b", "#y a"]),
        ("<b id=\"x\">${python: [a for a in b]}</b>", ["#x b"]),
        // An id that is computed names nothing.
        ("<b id=\"x${a}\">${b}</b>", []),
        ("<b id=\"x\" tal:attributes=\"id a\">${b}</b>", []),
        // What is never written is no region.
        ("<b tal:replace=\"nothing\"><i id=\"x\">${a}</i></b>", []),
        (
            "<b metal:define-macro=\"m\">${a}<i metal:define-slot=\"s\">${c}</i></b>",
            ["macro m a c", "slot s c"]
        ),
    ])
    func namesRegionsAndTheirInputs(text: String, regions: [String]) throws {
        let found = try facts(of: text).regions.map { region in
            let kind =
                switch region.kind {
                case .macro(let name): "macro \(name)"
                case .slot(let name): "slot \(name)"
                case .element(let id): "#\(id)"
                }
            return ([kind] + region.inputs.sorted()).joined(separator: " ")
        }
        #expect(found.sorted() == regions)
    }

    @Test func saysWhatRegionsReadThroughNamespaces() throws {
        let text = """
            <b id="x">${user/note:a/b}</b><b id="y">${user/note:c}<i id="z">${user/note:d}</i></b>
            """
        let reads = try facts(of: text).regions.map { region in
            region.reads.map { "\($0.name ?? "")/\($0.member ?? "")" }
        }
        #expect(reads == [["a/b"], ["c/", "d/"], ["d/"]])
    }

    @Test func placesStructuresAndWhatIsNeverWritten() throws {
        let text = """
            <p tal:content="structure a">old <b>text</b></p><i tal:replace="nothing">${b}</i>\
            <u tal:content="structure string:ours">x</u>${structure:c}\
            <s tal:content="structure d | string:ours">x</s>
            """
        let facts = try facts(of: text)
        #expect(slices(facts.structures, text) == ["a", "c", "d"])
        #expect(slices(facts.dead, text).joined().contains("old "))
        #expect(slices(facts.dead, text).joined().contains("${b}"))
        #expect(!slices(facts.dead, text).joined().contains("structure"))
    }

    private func facts(of text: String) throws -> Facts {
        var configuration = TemplateConfiguration()
        configuration.namespaces["note"] = Notes()
        return try Template(named: "page.html", text, configuration: configuration).linked.program
            .facts
    }

    private func slices(_ ranges: [Range<Int>], _ text: String) -> [String] {
        ranges.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }

    private struct Notes: PathNamespace {
        func value(of name: String, in value: TemplateValue) -> TemplateValue? { nil }
    }
}
