// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import Testing

/// How long the values of global variables live that are bound again and again.
@Suite struct GlobalVariableTests {
    /// Counts how many of its parts are alive.
    private final class Workshop: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        final class Part: TemplateObject {
            private let workshop: Workshop
            let text = "part"
            let memberNames: [String] = []

            init(_ workshop: Workshop) {
                self.workshop = workshop
                workshop.count(1)
            }

            deinit { workshop.count(-1) }

            func member(_ name: String) -> TemplateValue? { nil }
        }

        /// The most that were alive at a time.
        var most: Int { counts.withLock(\.most) }

        /// How many are alive.
        var now: Int { counts.withLock(\.now) }

        private func count(_ change: Int) {
            counts.withLock { counts in
                counts.now += change
                counts.most = max(counts.most, counts.now)
            }
        }

        /// A list with a part, a number and a long text.
        var make: TemplateFunction {
            TemplateFunction("make") { arguments in
                let text = String(repeating: "x", count: 50_000)
                let number = arguments.value(0, "number") ?? 0
                return [.object(Part(self)), number, .string(text), ["inner": [number, number]]]
            }
        }
    }

    private func render(_ text: String, _ workshop: Workshop) throws -> String {
        let context = TemplateContext(["make": .object(workshop.make)])
        return try Template(named: "page.html", text).render(context)
    }

    @Test func replacedValuesAreFreedWhileThePageIsRendered() throws {
        let workshop = Workshop()
        let text = """
            <b tal:repeat="i python: range(2000)" tal:define="global g python: make(0)">\
            <i tal:define="global g python: make(i)" tal:omit-tag="" tal:content="nothing"/></b>\
            ${g/1}
            """
        #expect(try render(text, workshop).hasSuffix("1999"))
        #expect(workshop.most < 50)
        #expect(workshop.now == 0)
    }

    @Test func freedAreValuesThatMacrosReplaceToo() throws {
        let workshop = Workshop()
        let text = """
            <i metal:define-macro="m" tal:define="global g python: make(i)" tal:omit-tag="">${g/1} </i>\
            <b tal:repeat="i python: range(500)" tal:omit-tag=""><i metal:use-macro="macros/m"/></b>
            """
        let page = try render(#"<p tal:define="i string:-">\#(text)</p>"#, workshop)
        #expect(page == "<p>- \((0..<500).map { "\($0) " }.joined())</p>")
        #expect(workshop.most < 50)
    }

    @Test(arguments: [
        // An alias of the value, of parts of it, and of what a call of it gave.
        #"tal:define="g0 g" _ g0/1"#,
        #"tal:define="g0 g/3" _ g0/inner/1"#,
        #"tal:define="g0 g/3/inner" _ g0/0"#,
        #"tal:define="g0 python: g[3]" _ g0/inner/1"#,
        #"tal:define="g0 python: g[3]['inner']" _ g0/1"#,
        #"tal:define="g0 nothing | g/3/inner" _ python: str(g0 or [7])"#,
        #"tal:switch="g/1" _ string:7"#,
        #"tal:define="(a, g0, b, c) g" _ g0"#,
        #"tal:define="g0 lazy:g" tal:condition="g0" _ g0/1"#,
        #"tal:repeat="g0 g/3/inner" _ g0"#,
        #"tal:repeat="g0 python: [g]" _ g0/1"#,
    ])
    func valuesInUseStay(_ parts: String) throws {
        let workshop = Workshop()
        let (statement, path) = try #require(
            parts.firstRange(of: " _ ").map {
                (parts[..<$0.lowerBound], parts[$0.upperBound...])
            }
        )
        let text = """
            <p tal:define="global g python: make(7)"><b \(statement)>\
            <i tal:repeat="i python: range(100)" tal:define="global g python: make(7)"\
             tal:omit-tag=""></i>\
            <i tal:repeat="i python: range(100)" tal:omit-tag=""\
            ><i tal:define="global g python: make(i)" tal:omit-tag=""/></i>[${\(path)}]</b>${g/1}</p>
            """
        let page = try render(text, workshop)
        #expect(page.contains("[7]") || page.contains("[[7]]"))
        #expect(page.hasSuffix("99</p>"))
        #expect(workshop.now == 0)
    }

    @Test func aLoopGoesOnOverAListThatIsReplaced() throws {
        let workshop = Workshop()
        let text = """
            <p tal:define="global g python: [make(n) for n in range(60)]"\
            ><b tal:repeat="x g" tal:omit-tag="">${x/1} \
            <i tal:define="global g python: make(0)" tal:omit-tag=""/></b></p>
            """
        let numbers = (0..<60).map { "\($0) " }.joined()
        #expect(try render(text, workshop) == "<p>\(numbers)</p>")
        #expect(workshop.now == 0)
    }
}
