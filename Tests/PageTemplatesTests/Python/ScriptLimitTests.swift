// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

/// Scripts that go on without end, or grow without bounds, and sources that are
/// no scripts.
@Suite struct ScriptLimitTests {
    private static func failure(_ script: String) -> TemplateError? {
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.limits.loopItems = 10_000
        configuration.limits.steps = 1_200_000
        let page = "<script type=\"text/server-python\">\(script)\n</script>"
        do throws(TemplateError) {
            _ = try Template(named: "t.html", page, configuration: configuration).render()
            return nil
        } catch {
            return error
        }
    }

    private static let endless: [(script: String, code: TemplateError.Code)] = [
        ("while True: pass", .stepLimit),
        ("while True:\n  try: raise KeyError\n  except: continue\n  finally: pass", .stepLimit),
        ("while True:\n  try:\n    while True: pass\n  except Exception: pass", .stepLimit),
        ("l = [1]\nfor x in l: l.append(x)", .loopLimit),
        ("l = [1]\nwhile True: l = l + l", .stepLimit),
        ("l = [1]\nwhile True: l += l", .stepLimit),
        ("l = [1]\nwhile True: l *= 2", .stepLimit),
        ("t = 1,\nwhile True: t += t", .stepLimit),
        ("s = 'x'\nwhile True: s += s", .stringLimit),
        ("d = {}\nwhile True: d[len(d)] = {}", .stepLimit),
        ("s = set()\nwhile True: s.add(len(s))", .stepLimit),
        ("n = 1\nwhile True: n += n", .overflowError),
        ("t = ()\nwhile True: t = t, t", .stepLimit),
        ("l = []\nfor i in range(60): l = [l, l]\ntext = str(l)", .stringLimit),
        ("a = []\nb = []\nfor i in range(60): a, b = [a, a], [b, b]\nx = a == b", .stepLimit),
        ("a = []\nb = []\nfor i in range(60): a, b = [a, a], [b, b]\nx = a < b", .stepLimit),
        ("a = []\nb = []\nfor i in range(60): a, b = [a, a], [b, b]\nx = [a].index(b)", .stepLimit),
    ]

    @Test(arguments: 0..<endless.count)
    func end(row: Int) {
        let row = Self.endless[row]
        let error = Self.failure(row.script)
        #expect(error?.code == row.code)
        #expect(error?.location != nil)
    }

    private static let count = 10_000

    private static let nested = (0..<count).map { depth in
        String(repeating: " ", count: depth) + "if 1:\n"
    }

    private static let odd: [(script: String, code: TemplateError.Code?)] = [
        ("x = " + String(repeating: "(", count: count), .nestingTooDeep),
        (
            String(repeating: "[", count: count) + String(repeating: "]", count: count),
            .nestingTooDeep
        ),
        (nested.prefix(1_000).joined(), .nestingTooDeep),
        (String(repeating: "if 1: ", count: count), .invalidExpression),
        ("if 0: pass\n" + String(repeating: "elif 0: pass\n", count: count), nil),
        (String(repeating: "x = 1\n", count: count), nil),
        (String(repeating: "x = 1;", count: count), nil),
        (String(repeating: "x = ", count: count) + "1", nil),
        ("x = 1" + String(repeating: " + 1", count: count), nil),
        (String(repeating: "x,", count: count) + " = 1", .typeError),
        (String(repeating: "try: pass\nexcept KeyError: pass\n", count: count / 10), nil),
        (String(repeating: "\n", count: count), nil),
        (String(repeating: "# only remarks\n", count: count), nil),
        (String(repeating: "\\\n", count: count), .invalidExpression),
        (String(repeating: "'", count: count), .invalidExpression),
        (String(repeating: "\t", count: count), nil),
        ("x = '\0'", .invalidEncoding), ("\0", .invalidEncoding),
        ("\u{FEFF}x = 1", .invalidExpression),
        ("x = 1\r\nif x:\r\n\ty = 2\r\nz = y", nil), ("x = 1\rif x:\r\ty = 2\rz = y", nil),
        ("\u{0C}x = 1\n\u{0C}y = x", nil), ("   ", nil), ("\\ ", .invalidExpression),
        ("x = \\", .invalidExpression),
        ("é = 1", .invalidExpression), ("x = 'é'", nil),
        ("if 1:\n\t x = 1\n \ty = 1", .invalidExpression),
        ("if 1:\n \tx = 1\n        y = 1", .invalidExpression), ("x = f'{'", .invalidExpression),
    ]

    @Test(arguments: 0..<odd.count)
    func oddSources(row: Int) {
        let row = Self.odd[row]
        #expect(Self.failure(row.script)?.code == row.code, "\(row.script.prefix(40))")
    }

    /// Without optimization too, nested blocks leave room on a stack of 1 MiB.
    @Test func nestedBlocksFitSmallStacks() async {
        let lines = (0..<20).map { depth in
            String(repeating: " ", count: depth) + ["if 1:", "try:", "for i in [1]:"][depth % 3]
        }
        let ends = (0..<20).reversed().compactMap { depth in
            depth % 3 == 1 ? String(repeating: " ", count: depth) + "finally: x = 1" : nil
        }
        let body = String(repeating: " ", count: 20) + "x = ((1))"
        let script = (lines + [body] + ends).joined(separator: "\n")
        let code = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: Self.failure(script)?.code) }
            thread.stackSize = 1 << 20
            thread.start()
        }
        #expect(code == nil)
    }
}
