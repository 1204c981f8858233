// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Methods of objects, and functions, as `python:` calls them.
@Suite struct MethodCallTests {
    /// An object with methods, one of which fails.
    private final class View: TemplateObject {
        struct Failure: Error, CustomStringConvertible {
            let description = "the backend is away"
        }

        let memberNames = ["title", "shout"]
        let text = "a view"

        func member(_ name: String) -> TemplateValue? {
            switch name {
            case "title": "Products"
            case "shout":
                .object(TemplateFunction("shout") { .string(try $0.text(0, "text").uppercased()) })
            default: nil
            }
        }

        func call(_ method: String, with arguments: TemplateArguments) throws -> TemplateValue? {
            switch method {
            case "sum":
                return .integer(try arguments.integer(0, "a") + arguments.integer(1, "b"))
            case "get":
                try arguments.require(1...2, names: ["key", "default"])
                let key = try arguments.text(0, "key")
                return key == "color" ? "red" : arguments.value(1, "default") ?? .nothing
            case "isPlain":
                guard case .list(let items)? = arguments.value(0, "items"), items.count == 2,
                    case .list(let inner) = items[1], inner.count == 2, case .list = inner[1]
                else { return false }
                return true
            case "fail": throw Failure()
            case "none": throw TemplateError(.missingMember, "nothing is there")
            default: return nil
            }
        }
    }

    private func page(_ expression: String) throws -> String {
        let context = TemplateContext([
            "view": .object(View()),
            "upper": .object(
                TemplateFunction("upper") { .string(try $0.text(0, "text").uppercased()) }
            ),
            "now": .object(TemplateFunction("now") { _ in "noon" }),
        ])
        return try Template(named: "page.html", "<tal:p content=\"\(expression)\"/>").render(
            context
        )
    }

    @Test(arguments: ["view.isPlain([1, (2, [3])])", "view.isPlain(items=[1, [2, (3,)]])"])
    func passesContainersOfScriptsAsPlainData(expression: String) throws {
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        let template = try Template(
            named: "page.html",
            "<tal:p content=\"python: \(expression)\"/>",
            configuration: configuration
        )
        #expect(try template.render(TemplateContext(["view": .object(View())])) == "True")
    }

    @Test(arguments: [
        ("python: view.sum(1, 2)", "3"),
        ("python: view.sum(b=2, a=True)", "3"),
        ("python: view.sum(*[3, 4])", "7"),
        ("python: view.get('color', 'blue')", "red"),
        ("python: view.get('size', default='large')", "large"),
        ("python: view.get('size')", ""),
        ("python: view.shout('a')", "A"),
        ("python: view.title.lower()", "products"),
        ("python: view['title']", "Products"),
        ("python: upper('x') + upper(text='y')", "XY"),
        ("python: str([upper(c) for c in 'ab'])", "['A', 'B']"),
        ("now", "noon"), ("python: now()", "noon"), ("nocall:now", "now()"),
        ("path:nope | python: view.sum(1, 2)", "3"),
        ("exists:view/sum", "False"),
    ])
    func callsMethodsAndFunctions(expression: String, text: String) throws {
        #expect(try page(expression) == text)
    }

    @Test(arguments: [
        ("view.sum(1)", "type-error: the argument 'b' is missing"),
        ("view.sum(1, '2')", "type-error: the argument 'b' must be an integer, not 'str'"),
        ("view.get()", "type-error: the call needs 1 to 2 arguments, not 0"),
        ("view.get('a', fault=1)", "type-error: the call has no argument 'fault'"),
        ("view.shot('a')", "attribute-error: 'View' has no attribute 'shot'"),
        ("view.title('a')", "type-error: 'str' cannot be called"),
        ("view(1)", "type-error: 'View' cannot be called"),
        ("view.fail()", "object-failed: the application failed to give a value"),
        ("view.none()", "missing-member: nothing is there"),
        ("upper()", "type-error: the argument 'text' is missing"),
    ])
    func saysWhatIsWrongWithACall(call: String, report: String) throws {
        let error = #expect(throws: TemplateError.self) { try page("python: \(call)") }
        let message = try #require(error?.message)
        #expect("\(error?.code.rawValue ?? ""): \(message)" == report)
        #expect(error?.location?.description == "page.html:1:25")
    }
}
