// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

/// Every limit of the untrusted profile, at its value and one above.
@Suite struct LimitTests {
    /// What has to be so large, and what that is called.
    private struct Row: Sendable {
        let limit: Int
        let code: TemplateError.Code

        /// A template that uses so much.
        let template: @Sendable (Int) -> String
    }

    private static let limits = TemplateLimits.untrusted

    private static let rows: [Row] = [
        // 83,911 steps are those of the loop.
        Row(limit: limits.steps, code: .stepLimit) { count in
            let holes = { String(repeating: "${x}", count: $0) }
            let loop = "<tal:b repeat=\"i python: range(4000)\">\(holes(19))</tal:b>"
            return "<tal:b define=\"x string:\">\(loop)\(holes(count - 83_911))</tal:b>"
        },
        Row(limit: limits.macroDepth, code: .macroDepth) { macros($0) },
        Row(limit: limits.expressionDepth, code: .nestingTooDeep) { count in
            "<p tal:content=\"\(String(repeating: "not:", count: count - 1))nothing\"/>"
        },
        Row(limit: limits.loopItems, code: .loopLimit) {
            "<tal:b repeat=\"x python: range(\($0))\"/>"
        },
        Row(limit: limits.output, code: .outputLimit) { count in
            let text = "<tal:b repeat=\"i python: range(8)\">${x}${x}</tal:b>"
            let rest = String(repeating: "x", count: count - 16 * limits.string)
            return "<tal:b define=\"x python: 'x' * \(limits.string)\">\(text)</tal:b>\(rest)"
        },
        Row(limit: limits.string, code: .stringLimit) { "${python: 'x' * \($0)}" },
        Row(limit: limits.source, code: .sourceTooLarge) { String(repeating: "x", count: $0) },
        Row(limit: limits.attributes, code: .tooManyAttributes) { count in
            "<p\((0..<count).map { " a\($0)=\"\"" }.joined())>x</p>"
        },
    ]

    /// Macros that use each other so many levels deep.
    private static func macros(_ depth: Int) -> String {
        let macros = (1..<depth).map { level in
            "<p metal:define-macro=\"m\(level)\"><b metal:use-macro=\"macros/m\(level + 1)\"/></p>"
        }
        let pages = macros.joined() + "<p metal:define-macro=\"m\(depth)\">x</p>"
        return "<tal:b condition=\"nothing\">\(pages)</tal:b><b metal:use-macro=\"macros/m1\"/>"
    }

    @Test(arguments: 0..<rows.count)
    func isTheLargestThatRenders(row: Int) {
        let row = Self.rows[row]
        #expect(Self.code(row.template(row.limit)) == nil)
        #expect(Self.code(row.template(row.limit + 1)) == row.code)
    }

    /// Each number of the limits has a row, or is no number.
    @Test func everyLimitHasARow() {
        #expect(Mirror(reflecting: Self.limits).children.count == Self.rows.count + 1)
    }

    /// A handler of the template catches none of them.
    @Test(arguments: 0..<rows.count)
    func noHandlerStandsForIt(row: Int) {
        let row = Self.rows[row]
        let text = row.template(row.limit + 1)
        #expect(Self.code("<div tal:on-error=\"string:x\">\(text)</div>") == row.code)
    }

    @Test func theSourceIsMeasuredInBytes() {
        #expect(
            Self.error(String(repeating: "é", count: 65_537))?.description
                == "page.html:1:1: error: the template has 131074 bytes, more than 131072 [source-too-large]"
        )
    }

    private static func code(_ text: String) -> TemplateError.Code? { error(text)?.code }

    private static func error(_ text: String) -> TemplateError? {
        do throws(TemplateError) {
            let template = try Template(named: "page.html", text, configuration: .untrusted)
            _ = try template.render()
            return nil
        } catch {
            return error
        }
    }
}
