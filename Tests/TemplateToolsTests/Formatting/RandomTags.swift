// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TestSupport

/// Templates with random statements in random places, the same for the same seed.
struct RandomTags {
    /// What the templates read.
    static let data = TemplateValue.mapping([
        "a": "text", "b": ["x", "y", "z"], "c": true, "d": ["e": "deep", "f": nil], "n": 3,
    ])

    /// The name of the template, which tells how it is read.
    let name: String
    private var random: SeededGenerator
    private var depth = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        name = seed % 4 == 3 ? "page.xml" : "page.html"
    }

    private static let expressions = [
        "a", "d/e", "d/e | a", "string:a $a; b".replacing(";", with: ";;"), "python: n + 1",
        "python: n &lt; 4", "not:c", "nothing | default", "string:&quot;${d/e}&amp;", "n",
        "exists: d/missing", "string:a longer text that does not fit into the line with others",
    ]

    private static let space = [" ", "  ", "\n", "\n      ", "\t", " \n\n  "]

    mutating func template() -> String {
        let body = (0..<Int.random(in: 1...4, using: &random)).map { _ in element() }.joined()
        return name.hasSuffix(".xml") ? "<root>\(body)</root>" : body
    }

    private mutating func pick(_ items: [String]) -> String {
        items[Int.random(in: 0..<items.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func expression() -> String { pick(Self.expressions) }

    private mutating func element() -> String {
        depth += 1
        defer { depth -= 1 }
        let name = pick(["p", "div", "b", "tal:block", "em"])
        var attributes = statements(isBlock: name == "tal:block")
        if name != "tal:block" {
            attributes += [
                pick(["class=\"x\"", "id='i'"]), pick(["title=\"${a}\"", "lang=\"en\""]),
            ]
        }
        attributes.shuffle(using: &random)
        let tag = attributes.map { pick(Self.space) + $0 }.joined()
        let end = pick(["", " ", "\n"])
        let inner = depth < 3 && chance(60) ? "text \(element())\n" : "text"
        return "\(pick(["", "\n  ", "some words "]))<\(name)\(tag)\(end)>\(inner)</\(name)>"
    }

    private mutating func statements(isBlock: Bool) -> [String] {
        let prefix = isBlock ? "" : pick(["tal:", "tal:", "data-tal-"])
        var statements: [String] = []
        let kinds: [(String, Int)] = [
            ("define", 60), ("attributes", isBlock ? 0 : 50), ("condition", 30), ("repeat", 20),
            ("on-error", 10), ("omit-tag", 10), ("switch", 5),
            (pick(["content", "replace"]), 40),
        ]
        for (kind, percent) in kinds where chance(percent) {
            statements.append("\(prefix)\(kind)=\"\(value(of: kind))\"")
        }
        if chance(20) { statements.append("i18n:domain=\"shop\"") }
        if chance(10) { statements.append("meta:interpolation=\"off\"") }
        return statements
    }

    private mutating func value(of kind: String) -> String {
        switch kind {
        case "define": clauses(["v", "w", "local x", "global y", "z"])
        case "attributes": clauses(["title", "lang", "data-a", "rel"])
        case "repeat": "item b"
        case "condition": pick(["c", "n", "b", "not:d/f"])
        case "omit-tag": pick(["", "c", "not:c"])
        case "content", "replace": pick(["", "text ", "structure "]) + expression()
        default: expression()
        }
    }

    private mutating func clauses(_ names: [String]) -> String {
        let chosen = names.filter { _ in Int.random(in: 0..<100, using: &random) < 50 }
        let clauses = (chosen.isEmpty ? [names[0]] : chosen).map { "\($0) \(expression())" }
        let separator = pick(["; ", ";", " ; ", ";\n  ", "\n;"])
        return pick(["", " ", "\n  "]) + clauses.joined(separator: separator)
            + pick(["", "", ";", " ; "])
    }
}
