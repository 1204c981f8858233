// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Expressions in expressions, deeper than any stack.
@Suite struct ExpressionNestingTests {
    private static let forms: [(opening: String, core: String, closing: String)] = [
        ("(", "1", ")"), ("[", "1", "]"), ("{", "1", "}"), ("{1: ", "1", "}"), ("(1, ", "1", ")"),
        ("str(", "1", ")"), ("str(object=", "1", ")"), ("a[", "0", "]"), ("a[1:", "2", "]"),
        ("1 if (", "1", ") else 2"), ("(1 if 1 else ", "2", ")"), ("1 if 1 else ", "2", ""),
        ("[x for x in ", "a", "]"), ("[x for x in a if ", "1", "]"), ("[", "1", " for x in a]"),
        ("{x: 1 for x in ", "a", "}"), ("list(x for x in ", "a", ")"),
        ("not ", "1", ""), ("-", "1", ""), ("~", "1", ""), ("2 ** ", "1", ""), ("f'{", "1", "}'"),
        ("1 + (", "1", ")"), ("1 < (", "1", ")"), ("1 and (", "1", ")"), ("a.get(", "1", ")"),
    ]

    private static func code(_ row: Int, levels: Int) -> TemplateError.Code? {
        let form = forms[row]
        let expression =
            String(repeating: form.opening, count: levels) + form.core
            + String(repeating: form.closing, count: levels)
        let page = "<script type=\"text/server-python\">x = \(expression)</script>"
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        do throws(TemplateError) {
            _ = try Template(named: "page.html", page, configuration: configuration)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: forms.indices)
    func endlessNestingIsAnError(row: Int) {
        let code = Self.code(row, levels: 10_000)
        #expect(code == .nestingTooDeep || code == .invalidExpression)
    }

    @Test(arguments: forms.indices, [5, 30, 60, 120])
    func smallStacksAreEnoughForTheError(row: Int, levels: Int) async {
        let code = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: Self.code(row, levels: levels)) }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect([nil, .nestingTooDeep, .invalidExpression].contains(code))
    }
}
