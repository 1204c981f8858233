// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// A random page whose regions stand between comments that name them.
struct RandomPage {
    private var random: SeededGenerator
    private(set) var source = ""

    /// The names of its regions.
    private(set) var regions: [String] = []

    /// The variables that are bound where it is written.
    private var names = ["v0", "v1", "v2"]
    private var count = 0

    /// Whether an element is there once at most, so that it can be a region.
    private var isSingle = true

    static let layout = """
        <html><body><h1 tal:define="title string:Shop">${title}</h1>
        <main metal:define-slot="body">x</main><footer>${v1}</footer></body></html>
        """

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let usesLayout = chance(3)
        if usesLayout {
            source += "<html metal:use-macro=\"load: layout.html\"><main metal:fill-slot=\"body\">"
        }
        nodes(depth: 0)
        if usesLayout { source += "</main></html>" }
    }

    // MARK: - Chance

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func one(_ choices: [String]) -> String {
        choices.randomElement(using: &random) ?? ""
    }

    private mutating func number() -> Int {
        count += 1
        return count
    }

    // MARK: - Nodes

    private mutating func nodes(depth: Int) {
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            switch Int.random(in: 0..<(depth < 5 ? 6 : 2), using: &random) {
            case 0: source += one(["text ", "a &amp; b", "\n  "])
            case 1: source += "${\(one(names))}"
            default: element(depth: depth)
            }
        }
    }

    private mutating func element(depth: Int) {
        let (outer, wasSingle) = (names, isSingle)
        let repeats = chance(6)
        var statements: [String] = []
        let region = isSingle && chance(2) ? begin(&statements, repeats) : nil
        if chance(3) {
            let name = "x\(number())"
            statements.append("tal:define=\"\(name) string:<${\(one(names))}>\"")
            names.append(name)
        }
        if chance(3) {
            let test = one(["v0", "not:v0", "nothing", "v2"])
            statements.append("tal:condition=\"\(test)\"")
        }
        if repeats {
            statements.append("tal:repeat=\"item items\"")
            names.append("item")
            isSingle = false
        }
        statements += extras()
        let tag = one(["div", "p", "section", "b"])
        source += "<\(tag) \(statements.joined(separator: " "))>"
        content(depth: depth)
        source += "</\(tag)>"
        (names, isSingle) = (outer, wasSingle)
        if let region { source += "<!--\(region)]-->" }
    }

    /// Begins a region; a loop takes the white space before it along.
    private mutating func begin(_ statements: inout [String], _ repeats: Bool) -> String {
        let name = "r\(number())"
        regions.append(name)
        source += "<!--[\(name)-->" + (repeats ? "\n   " : "")
        statements.append(
            chance(3) ? "metal:define-macro=\"\(name)\"" : "id=\"\(name)\""
        )
        return name
    }

    private mutating func extras() -> [String] {
        var extras: [String] = []
        if chance(4) { extras.append("title=\"${\(one(names))}\"") }
        if chance(4) { extras.append("tal:attributes=\"class \(one(names)); hidden v0\"") }
        if chance(8) { extras.append("tal:omit-tag=\"\(one(["", "v0", "not:v0"]))\"") }
        if chance(8) { extras.append("tal:on-error=\"string:failed\"") }
        return extras
    }

    private mutating func content(depth: Int) {
        guard chance(5) else { return nodes(depth: depth + 1) }
        source += "<div tal:switch=\"v1\">"
        for test in ["string:none", "v1", "default"] {
            source += "<p tal:case=\"\(test)\">"
            nodes(depth: depth + 2)
            source += "</p>"
        }
        source += "</div>"
    }
}
