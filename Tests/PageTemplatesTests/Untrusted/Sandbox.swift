// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// A template of somebody who is not trusted, and what may become of it.
struct Payload: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable, Equatable {
        /// Exactly this page.
        case page(String)
        case error(TemplateError.Code)
    }

    let template: String
    let outcome: Outcome
    var dialect = TemplateDialect.zope

    var testDescription: String { String(template.prefix(60)) }

    /// A template that comes out as it is written.
    static func echoed(_ template: String, _ dialect: TemplateDialect = .zope) -> Payload {
        Payload(template: template, outcome: .page(template), dialect: dialect)
    }

    /// The content of an element.
    static func content(
        _ expression: String,
        _ outcome: Outcome,
        _ dialect: TemplateDialect = .zope
    ) -> Payload {
        let value = expression.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "\"", with: "&quot;")
            .replacingOccurrences(of: "<", with: "&lt;")
        return Payload(
            template: "<tal:p content=\"\(value)\"/>",
            outcome: outcome,
            dialect: dialect
        )
    }

    static func markup(
        _ template: String,
        _ outcome: Outcome,
        _ dialect: TemplateDialect = .zope
    ) -> Payload {
        Payload(template: template, outcome: outcome, dialect: dialect)
    }
}

/// The surroundings of a template that is not trusted: a secret is in everything that is not
/// its data.
enum Sandbox {
    /// What no template may ever show.
    static let secret = "canary4f81c9"

    private static let environment: Void = {
        setenv("TALISMAN_TEST_SECRET", secret, 1)
    }()

    static func configuration(_ dialect: TemplateDialect = .zope) -> TemplateConfiguration {
        var configuration = TemplateConfiguration.untrusted
        configuration.dialect = dialect
        return configuration
    }

    /// A library whose other templates have the secret in their text, names and macros.
    static func library(
        _ template: String,
        _ dialect: TemplateDialect = .zope,
        name: String = "page.html"
    ) -> TemplateLibrary {
        let other = """
            <p metal:define-macro="\(secret)" tal:define="global \(secret) string:\(secret)">
            \(secret) <b metal:define-slot="slot">\(secret)</b></p>
            """
        let templates = [
            name: template, "\(secret).html": other, "secrets.html": other,
            "layout.html": other, "pages/secrets.html": other,
        ]
        return TemplateLibrary(
            MemoryTemplateLoader(templates),
            configuration: configuration(dialect)
        )
    }

    /// The data of the template, and nothing else.
    static func context() -> TemplateContext {
        var context = TemplateContext([
            "name": "Ada", "number": 7, "items": [1, 2, 3], "key": "name", "hidden": "_password",
            "hostile": "${name} [[name]] {{name}} <b tal:content=\"name\">x</b>",
            "user": ["name": "Ada", "role": "editor"],
            "_password": .string(secret),
        ])
        context["guarded"] = .object(Guarded())
        context["store"] = .object(Store())
        context["markup"] = .markup(SafeMarkup("<i>x</i>"))
        context["shout"] = .object(
            TemplateFunction("shout") { arguments in
                try arguments.require(1...1)
                return .string(try arguments.text(0, "text").uppercased())
            }
        )
        return context
    }

    /// An object that answers to more names than it lists.
    final class Guarded: TemplateObject {
        struct Failure: Error, CustomStringConvertible {
            let description = "the password \(secret) was refused"
        }

        let memberNames = ["name", "broken", "_listed"]
        let text = "a guarded object"

        func member(_ name: String) throws -> TemplateValue? {
            switch name {
            case "name": return "Ada"
            case "broken": throw Failure()
            case "keys", "values", "items", "count", "0": return nil
            default: return .string(secret)
            }
        }

        func call(_ method: String, with arguments: TemplateArguments) -> TemplateValue? {
            method == "name" ? "Ada" : .string(secret)
        }
    }

    /// The same for one that scripts could change.
    final class Store: MutableTemplateObject {
        let memberNames = ["name"]
        let text = "a store"

        /// Not all that can be gone through is a member for templates.
        var elements: [TemplateValue]? { ["name"] }

        func member(_ name: String) -> TemplateValue? {
            name == "name" ? "Ada" : .string(secret)
        }

        func setItem(_ key: String, to value: TemplateValue) throws {
            throw TemplateError(.runtimeError, "the template writes \(secret)")
        }

        func removeItem(_ key: String) throws {
            throw TemplateError(.runtimeError, "the template removes \(secret)")
        }
    }

    // MARK: Trying

    /// What becomes of a template, alone and in a library; everything that it can show is
    /// looked through for the secret.
    static func outcome(of payload: Payload, name: String = "page.html") -> Payload.Outcome {
        _ = environment
        let start = ContinuousClock.now
        let configuration = configuration(payload.dialect)
        let alone = outcome { () throws(TemplateError) in
            try Template(named: name, payload.template, configuration: configuration)
        }
        let library = library(payload.template, payload.dialect, name: name)
        let linked = outcome { () throws(TemplateError) in try library.template(name) }
        #expect(alone == linked, "\(payload.template)")
        #expect(ContinuousClock.now - start < .seconds(20), "\(payload.template.prefix(200))")
        if let source = try? TemplateSource(name: name, bytes: Array(payload.template.utf8)) {
            for diagnostic in library.diagnostics(of: source) { search("\(diagnostic)") }
        }
        return alone
    }

    private static func outcome(
        _ compile: () throws(TemplateError) -> Template
    ) -> Payload.Outcome {
        do throws(TemplateError) {
            let page = try compile().render(context())
            search(page)
            return .page(page)
        } catch {
            search(error.description)
            search(error.message)
            search(error.excerpt?.lines.joined() ?? "")
            search(error.notes.map(\.message).joined())
            return .error(error.code)
        }
    }

    private static func search(_ text: String) {
        #expect(!text.contains(secret), "the secret is in: \(text.prefix(400))")
    }

    /// Tries a payload.
    static func expect(_ payload: Payload) {
        let outcome = outcome(of: payload)
        #expect(outcome == payload.outcome, "\(payload.template.prefix(200))")
    }
}
