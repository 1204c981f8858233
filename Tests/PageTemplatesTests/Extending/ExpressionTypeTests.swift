// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// What expression types of an application can do, and what they cannot.
@Suite struct ExpressionTypeTests {
    /// A type made of two closures.
    private struct Custom: TemplateExpressionType, TemplateExpression {
        typealias Compile =
            @Sendable (inout TemplateExpressionSource) throws -> TemplateSubexpression?
        typealias Evaluate =
            @Sendable (borrowing TemplateExpressionScope, TemplateSubexpression?) throws
            -> TemplateValue?

        var compiled: TemplateSubexpression?
        let read: Compile
        let evaluate: Evaluate

        init(
            reading read: @escaping Compile = { try $0.expression() },
            _ evaluate: @escaping Evaluate
        ) {
            self.read = read
            self.evaluate = evaluate
        }

        func compile(
            _ source: inout TemplateExpressionSource
        ) throws -> any TemplateExpression {
            var copy = self
            copy.compiled = try read(&source)
            return copy
        }

        func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
            try evaluate(scope, compiled)
        }
    }

    /// `A AND B`: evaluates A, whatever becomes of it, and gives B.
    private struct Careless: TemplateExpressionType {
        struct Compiled: TemplateExpression {
            let first: TemplateSubexpression
            let second: TemplateSubexpression

            func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
                _ = try? scope.value(of: first)
                return try scope.value(of: second)
            }
        }

        func compile(
            _ source: inout TemplateExpressionSource
        ) throws -> any TemplateExpression {
            let middle = try #require(source.text.firstRange(of: " AND "))
            let first = try source.expression(source.text[..<middle.lowerBound])
            let second = try source.expression(source.text[middle.upperBound...])
            return Compiled(first: first, second: second)
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description = "the backend is away"
    }

    private struct Echo: PathNamespace {
        func value(of name: String, in value: TemplateValue) -> TemplateValue? { .string(name) }
    }

    private static let types: [String: any TemplateExpressionType] = [
        "upper": Custom(
            reading: { try $0.string() },
            { scope, text in
                .string(try scope.value(of: #require(text)).textForm.uppercased())
            }
        ),
        "twice": Custom { scope, inner in
            let inner = try #require(inner)
            return [try scope.value(of: inner), try scope.value(of: inner)]
        },
        "maybe": Custom { scope, inner in
            try scope.valueIfPresent(of: #require(inner)) ?? "absent"
        },
        "never": Custom { _, _ in nil },
        "careless": Careless(),
        "lenient": Custom { scope, inner in
            do {
                return try scope.value(of: #require(inner))
            } catch {
                return "failed"
            }
        },
        "bold": Custom { scope, inner in
            let text = try scope.value(of: #require(inner)).textForm
            return .markup(SafeMarkup(unchecked: "<b>\(text.count)</b>", reason: "digits"))
        },
        "long": Custom { _, _ in .string(String(repeating: "x", count: 2_000)) },
        "broken": Custom(reading: { _ in nil }, { _, _ in throw Failure() }),
        "refused": Custom(reading: { _ in throw Failure() }, { _, _ in nil }),
        "foreign": Custom(
            reading: { try $0.expression("somewhere else"[...]) },
            { _, _ in nil }
        ),
    ]

    private func template(_ text: String) throws -> Template {
        var configuration = TemplateConfiguration()
        configuration.expressionTypes = Self.types
        configuration.namespaces["echo"] = Echo()
        configuration.limits.string = 1_000
        configuration.limits.steps = 5_000
        return try Template(named: "page.html", text, configuration: configuration)
    }

    private func render(_ text: String) throws -> String {
        try template(text).render(TemplateContext(["name": "Ada & Co", "list": [1, 2]]))
    }

    @Test(arguments: [
        ("${upper:Hello ${name}, $name}", "HELLO ADA &amp; CO, ADA &amp; CO"),
        (
            "<p tal:attributes='title upper:\"${name}\"'/>",
            "<p title=\"&quot;ADA &amp; CO&quot;\"/>"
        ),
        ("<p title=\"${upper:&quot;}\"/>", "<p title=\"&quot;\"/>"),
        (
            "${python: str(twice(' list/0'))} ${python: str(twice('twice:name/x | string:y'))}",
            "[1, 1] [['y', 'y'], ['y', 'y']]"
        ),
        ("${maybe:nope} ${maybe:name}", "absent Ada &amp; Co"),
        ("${exists:never:name} ${exists:upper:x}", "False True"),
        ("${bold:name} ${structure:bold:list}", "<b>8</b> <b>6</b>"),
        ("<p tal:content='twice:default'>kept</p>", "<p>kept</p>"),
        ("<p tal:repeat='x twice:name'>${repeat/x/number}</p>", "<p>1</p><p>2</p>"),
        ("<p tal:repeat='x list'>${upper:x$x}</p>", "<p>X1</p><p>X2</p>"),
        ("<p tal:condition='not:twice:x | nothing'>hidden</p>", ""),
        ("<p tal:define='d defer:twice:x; x name'>${d/0}</p>", "<p>Ada &amp; Co</p>"),
        ("${python: upper('a${name}b') + str(twice('list/1'))}", "AADA &amp; COB[2, 2]"),
        ("<p tal:define='upper list'>${python: upper[0]}</p>", "<p>1</p>"),
        ("${lenient:name/nope} ${lenient:python: 1 / 0}", "failed failed"),
        ("${name/echo::no signer} ${list/echo:thumb(1,2)=x}", ":no signer thumb(1,2)=x"),
        ("<i metal:define-macro='m' tal:define='y name'>${upper:${y}}</i>", "<i>ADA &amp; CO</i>"),
    ])
    func evaluates(text: String, page: String) throws {
        #expect(try render(text) == page)
    }

    @Test(arguments: [
        ("<p>${never:name}</p>", "missing-member: 'never:' gives no value", 12),
        ("<p>${twice:name/x}</p>", "missing-member: text has no 'x'", 17),
        ("<p>${broken:}</p>", "object-failed: the application failed to give a value", 13),
        ("<p>${long:x}</p>", "string-limit: a computed text is longer than 1000 bytes", 11),
        ("<p>${refused:x}</p>", "invalid-expression: 'refused:' cannot be read", 14),
        ("<p>${twice:${}</p>", "invalid-expression: '${' has no closing '}'", 4),
        (
            "<p>${foreign:x}</p>",
            "invalid-expression: 'foreign:' compiles a text that is not a part of its own", 14
        ),
        (
            "<p>${lenient:python: [a for b in range(900) for a in range(900)]}</p>",
            "step-limit: the page takes more than 5000 steps", 23
        ),
        (
            "<p tal:on-error='string:caught'>${careless:python: 'x' * 5000 AND nope}</p>",
            "string-limit: a computed text is longer than 1000 bytes", 52
        ),
        (
            "<p tal:content=\"careless:python: 'x' * 5000 AND default\">kept</p>",
            "string-limit: a computed text is longer than 1000 bytes", 34
        ),
        // What is evaluated after a limit was met cannot make it forgotten.
        (
            "<p>${careless:python: 'x' * 5000 AND upper:fine}</p>",
            "string-limit: a computed text is longer than 1000 bytes", 23
        ),
        (
            "<p tal:define='d defer:upper:fine'>${careless:python: 'x' * 5000 AND d}</p>",
            "string-limit: a computed text is longer than 1000 bytes", 55
        ),
    ])
    func failsWithAPlace(text: String, report: String, column: Int) throws {
        let error = #expect(throws: TemplateError.self) { try render(text) }
        let found = try #require(error)
        #expect("\(found.code.rawValue): \(found.message)" == report)
        #expect(found.location?.column == column)
    }

    /// Each expression that is evaluated in another one takes a part of the stack.
    @Test(arguments: [1, 20, 60])
    func smallStacksAreEnoughForTheError(levels: Int) async throws {
        let chain = (1..<63).map { level in
            let prefixes = String(repeating: "lenient:", count: min(levels, 20))
            return "d\(level) defer:\(prefixes)d\(level - 1)"
        }
        let defines = (["d0 defer:name"] + chain).joined(separator: "; ")
        let template = try template("<p tal:define=\"\(defines)\">${d\(levels)}</p>")
        let context = TemplateContext(["name": "Ada"])
        let page = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: try? template.render(context)) }
            thread.stackSize = 512 << 10
            thread.start()
        }
        // `lenient:` makes "failed" of errors.
        #expect([nil, "<p>Ada</p>", "<p>failed</p>"].contains(page))
        #expect(levels > 1 || page == "<p>Ada</p>")
    }

    @Test func readsWhatItsPartsRead() throws {
        let template = try template("${twice:a/echo:x} ${maybe:upper:${b/echo:y}}")
        #expect(template.reads.all.map(\.name) == ["x", "y"])
        #expect(template.reads.variables == ["a", "b"])
    }

    @Test(arguments: ["string", "python", "with space", "1st", "", "a:b"])
    func cannotTakeAPrefixOfTheLanguage(prefix: String) async {
        await #expect(processExitsWith: .failure) { [prefix] in
            var configuration = TemplateConfiguration()
            configuration.expressionTypes[prefix] = MoneyType()
        }
    }

    /// What scripts and `python:` make reaches the application as plain values.
    @Test(arguments: [
        ("python: (1, [2])", "list"), ("python: {'a': (1,)}", "mapping"),
        ("made", "list"), ("list", "list"),
    ])
    func partsArePlainValues(expression: String, kind: String) throws {
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.expressionTypes["kind"] = Custom { scope, inner in
            switch try scope.value(of: #require(inner)) {
            case .list: "list"
            case .mapping: "mapping"
            default: "other"
            }
        }
        let template = try Template(
            named: "page.html",
            """
            <script type="text/server-python">made = [1]
            made.append([2])</script>${kind:\(expression)}
            """,
            configuration: configuration
        )
        let page = try template.render(TemplateContext(["list": [1]]))
        #expect(page == kind)
    }

    @Test func prefixesOfOthersCompileWhereTheyMay() throws {
        var configuration = TemplateConfiguration()
        configuration.acceptsUnknownPrefixes = true
        let template = try Template(
            named: "page.html",
            "<p tal:condition=\"x\">${money:EUR a/b} ${a/by:name}</p>.",
            configuration: configuration
        )
        #expect(try template.render(TemplateContext(["x": false])) == ".")
        let error = #expect(throws: TemplateError.self) {
            try template.render(TemplateContext(["x": true]))
        }
        #expect(error?.message == "unknown expression type 'money:'")
        #expect(error?.location?.column == 24)
    }
}
