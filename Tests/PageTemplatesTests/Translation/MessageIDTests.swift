// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization
import TestSupport
import Testing

/// A render looks up the ids that translators were asked for, and no others.
@Suite struct MessageIDTests {
    private static let conditions = ["c1", "not:c1", "c2", "not:not:c2", "c3/x"]
    private static let words = [
        "Some", "more", "\n  text ", "$${n}", "&amp;", "${v}", "<!-- c -->",
    ]

    private func markup(_ depth: Int, _ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...3, using: &random)
        return (0..<count).map { _ in
            Bool.random(using: &random) && depth < 3
                ? element(depth + 1, &random) : Self.words.randomElement(using: &random) ?? ""
        }.joined(separator: Bool.random(using: &random) ? " " : "")
    }

    private func element(_ depth: Int, _ random: inout SeededGenerator) -> String {
        let condition = Self.conditions.randomElement(using: &random) ?? ""
        let inner = markup(depth, &random)
        switch Int.random(in: 0...8, using: &random) {
        case 0: return "<b i18n:name='n\(depth)'>\(inner.withoutNames)</b>"
        case 1: return "<b i18n:name='n' tal:condition='\(condition)'>\(inner.withoutNames)</b>"
        case 2: return "<tal:b condition='\(condition)'>\(inner)</tal:b>"
        case 3: return "<i tal:omit-tag='\(condition)'>\(inner)</i>"
        case 4: return "<tal:b define='c1 c2'>\(inner)</tal:b>"
        case 5: return "<tal:b define='global c2 c1'>\(inner)</tal:b>"
        case 6:
            return "<tal:b switch='v'><u tal:case='string:v'>\(inner)</u>"
                + "<u tal:case='c1'>x</u><u tal:case='default' i18n:name='d'>y</u></tal:b>"
        case 7: return "<pre title='t' i18n:attributes='title'>\(inner)</pre>"
        default:
            return "<a tal:attributes='title nope | string:T' i18n:attributes='title'>A</a>"
        }
    }

    /// Notes the ids that are looked up.
    private final class Recording: TemplateTranslator {
        private let ids = Mutex<Set<String>>([])

        var all: Set<String> { ids.withLock { $0 } }

        func translation(of message: TemplateMessage, into languages: [String]) -> String? {
            if !message.id.isEmpty { ids.withLock { _ = $0.insert(message.id) } }
            return nil
        }
    }

    @Test func areThoseThatTranslatorsGet() throws {
        var random = SeededGenerator(seed: 0x1D5)
        var compared = 0
        for _ in 0..<600 {
            let text = "<div i18n:translate=''>\(markup(0, &random))</div>"
            let recording = Recording()
            var configuration = TemplateConfiguration()
            configuration.translator = recording
            let template = try Template(named: "t.html", text, configuration: configuration)
            guard template.computedTexts.isEmpty else { continue }
            compared += 1
            for bits in 0..<16 {
                var context = TemplateContext([
                    "c1": .bool(bits & 1 != 0), "c2": .bool(bits & 2 != 0),
                    "c3": ["x": .bool(bits & 4 != 0)], "v": .string(bits & 8 != 0 ? "v" : "w"),
                ])
                context.languages = ["xx"]
                _ = try template.render(context)
            }
            let known = Set(template.translatableTexts.map(\.id))
            #expect(recording.all.subtracting(known) == [], "\(text)")
        }
        #expect(compared > 200)
    }
}

extension String {
    /// The markup of a part, which holds no other one.
    fileprivate var withoutNames: String {
        contains("i18n:") || contains("${v}") ? "x" : self
    }
}
