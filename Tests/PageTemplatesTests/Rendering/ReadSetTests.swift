// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// What a template says of its reads, and how namespaces answer them.
@Suite struct ReadSetTests {
    /// A namespace that answers with its own name and argument.
    private struct Echo: PathNamespace {
        func value(of name: String, in value: TemplateValue) throws -> TemplateValue? {
            guard name != "none" else { return nil }
            return ["said": .string(name), "of": value]
        }
    }

    private func template(_ text: String) throws -> Template {
        var configuration = TemplateConfiguration()
        configuration.namespaces = ["echo": Echo()]
        return try Template(named: "page.html", text, configuration: configuration)
    }

    private func reads(_ text: String) throws -> [String] {
        try template(text).reads.all.map { read in
            "\(read.namespace):\(read.name ?? "?")/\(read.member ?? "*")"
        }
    }

    @Test func namesWhatPathsReadThroughNamespaces() throws {
        #expect(try reads("<p>${request/echo:a.b/c | default}</p>") == ["echo:a.b/c"])
        #expect(
            try reads("${r/echo:a/b/c} ${r/echo:a/b} ${r/echo:a/d}") == ["echo:a/b", "echo:a/d"]
        )
        #expect(try reads("<p tal:define=\"p r/echo:a\" tal:content=\"p/x\"/>") == ["echo:a/*"])
        #expect(try reads("${r/echo:a/?key} ${r/echo:?name/x}") == ["echo:a/*", "echo:?/x"])
        #expect(try reads("<p tal:attributes=\"a string:${r/echo:z/y}\">${x}</p>") == ["echo:z/y"])
        #expect(try reads("<p tal:condition=\"exists:r/echo:a/b\"/>") == ["echo:a/b"])
    }

    @Test func leavesOutWhatIsNeverRendered() throws {
        #expect(try reads("<p tal:content=\"x\">${r/echo:a/b}</p>").isEmpty)
        #expect(try reads("<p>echo:a/b</p><!-- ${r/echo:a/b} -->").isEmpty)
    }

    @Test func namesTheVariables() throws {
        let reads = try template("<p tal:define=\"a b\" tal:content=\"a\">x</p>${c/d}").reads
        #expect(reads.variables == ["b", "c"])
    }

    @Test func asksTheNamespace() throws {
        let context = TemplateContext(["r": ["x": 1], "name": "computed"])
        #expect(try template("${r/echo:a.b/said}").render(context) == "a.b")
        #expect(try template("${r/echo:a/of/x}").render(context) == "1")
        #expect(try template("${r/echo:?name/said}").render(context) == "computed")
        #expect(try template("${r/echo:none/said | string:no}").render(context) == "no")
        #expect(try template("${q/echo:a/said | string:no}").render(context) == "no")
    }

    @Test func saysWhatANamespaceDoesNotHave() throws {
        let error = #expect(throws: TemplateError.self) {
            try template("<p>${r/echo:none}</p>").render(TemplateContext(["r": ["x": 1]]))
        }
        #expect(error?.code == .missingMember)
        #expect(error?.message == "mapping with key x has no 'echo:none'")
    }
}
