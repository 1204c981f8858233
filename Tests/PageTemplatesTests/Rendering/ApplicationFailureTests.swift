// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Failures that come from the application, not from a template file.
@Suite struct ApplicationFailureTests {
    /// An object whose members fail, are missing, or are there.
    private final class Thing: TemplateObject {
        struct Failure: Error, CustomStringConvertible {
            let description = "the backend is away"
        }

        let memberNames = ["name", "broken", "absent"]
        let text = "a thing"

        func member(_ name: String) throws -> TemplateValue? {
            switch name {
            case "name": "Ada"
            case "broken": throw Failure()
            case "absent": throw TemplateError(.missingMember, "nothing of that kind today")
            default: nil
            }
        }

        func call() throws -> TemplateValue? { "called" }
    }

    private func page(_ text: String) throws -> String {
        var context = TemplateContext()
        context["thing"] = .object(Thing())
        return try Template(named: "page.html", text).render(context)
    }

    @Test func showsMembersOfObjects() throws {
        #expect(try page("${thing/name}") == "Ada")
        #expect(
            try page("<p tal:attributes='a thing/name' tal:content='thing/name'/>")
                == "<p a=\"Ada\">Ada</p>"
        )
        #expect(try page("<p tal:define='t nocall:thing' tal:content='t/name'/>") == "<p>Ada</p>")
    }

    @Test func callsWhatAPathEndsWith() throws {
        #expect(try page("${thing} ${nocall:thing} ${string:$thing}") == "called a thing called")
    }

    @Test func alternativesAreForWhatIsAbsentNotForFailures() throws {
        #expect(try page("${thing/absent | string:other}") == "other")
        #expect(try page("${thing/nope | string:other}") == "other")
        let error = #expect(throws: TemplateError.self) {
            try page("<p>${thing/broken | string:other}</p>")
        }
        #expect(
            error?.description == """
                page.html:1:12: error: the application failed to give a value [object-failed]
                1 | <p>${thing/broken | string:other}</p>
                  |            ^~~~~~
                note: caused by: the backend is away
                """
        )
    }

    /// An object whose call finds nothing.
    private final class Search: TemplateObject {
        let memberNames = ["again"]
        let text = "a search"

        func member(_ name: String) -> TemplateValue? { name == "again" ? .object(self) : nil }

        func call() throws -> TemplateValue? {
            throw TemplateError(.missingMember, "nothing was found")
        }
    }

    @Test(arguments: [
        "${search | string:other}", "${search/again | string:other}",
        "${string:${search/again | string:other}}",
        "<tal:b content='search/?key | string:other'/>",
        "<tal:b define='x search/again | string:other' content='x'/>",
    ])
    func callsThatFindNothingLeadToTheAlternative(_ text: String) throws {
        let context = TemplateContext(["search": .object(Search()), "key": "again"])
        #expect(try Template(named: "page.html", text).render(context) == "other")
    }

    @Test func errorsOfObjectsGetAPlace() throws {
        let error = #expect(throws: TemplateError.self) { try page("<p>${thing/absent}</p>") }
        #expect(error?.location?.description == "page.html:1:12")
        #expect(error?.code == .missingMember)
    }

    @Test func aPageThatTakesTooLongEnds() throws {
        var configuration = TemplateConfiguration()
        configuration.limits.duration = .zero
        let items = TemplateValue.list(Array(repeating: 1, count: 2_000))
        let template = try Template(
            named: "page.html",
            "<b tal:repeat=\"x xs\" tal:content=\"x\">.</b>",
            configuration: configuration
        )
        let error = #expect(throws: TemplateError.self) {
            try template.render(TemplateContext(["xs": items]))
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.location?.line == 1)
    }

    @Test func aCancelledTaskRendersNoFurther() async throws {
        let items = TemplateValue.list(Array(repeating: 1, count: 2_000))
        let template = try Template(named: "page.html", "<b tal:repeat=\"x xs\">${x}</b>")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try template.render(TemplateContext(["xs": items]))
        }
        let error = await #expect(throws: TemplateError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }
}
