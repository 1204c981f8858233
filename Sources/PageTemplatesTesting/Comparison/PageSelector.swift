// SPDX-License-Identifier: Apache-2.0

/// A selector of CSS, of the few that places in pages need.
///
/// Names, `*`, `#id`, `.class`, `[name]`, `[name="value"]` and `:nth-of-type(n)`, with a space or
/// `>` between them.
struct PageSelector: Sendable, Hashable {
    /// What an element must be.
    private enum Test: Sendable, Hashable {
        case name(String)
        case attribute(String, value: String?)
        case token(String)
        case position(Int)
    }

    /// The tests of one element, and whether the one before must be right around it.
    private struct Step: Sendable, Hashable {
        var tests: [Test] = []
        var isChild = false
    }

    private let steps: [Step]

    /// Reads a selector; `nil` where it is none that is known.
    init?(_ text: some StringProtocol) {
        var scanner = SelectorScanner(Array(text))
        var steps: [Step] = []
        var isChild = false
        while !scanner.isAtEnd {
            if scanner.skipSpaces(), scanner.isAtEnd { break }
            if scanner.takes(">") {
                guard !steps.isEmpty, !isChild else { return nil }
                isChild = true
                continue
            }
            guard let tests = Self.tests(&scanner) else { return nil }
            steps.append(Step(tests: tests, isChild: isChild))
            isChild = false
        }
        guard !steps.isEmpty, !isChild else { return nil }
        self.steps = steps
    }

    private static func tests(_ scanner: inout SelectorScanner) -> [Test]? {
        var tests: [Test] = []
        let start = scanner.position
        if !scanner.takes("*"), let name = scanner.name() { tests.append(.name(name)) }
        while true {
            if scanner.takes("#") {
                guard let id = scanner.name() else { return nil }
                tests.append(.attribute("id", value: id))
            } else if scanner.takes(".") {
                guard let token = scanner.name() else { return nil }
                tests.append(.token(token))
            } else if scanner.takes("[") {
                guard let test = attribute(&scanner) else { return nil }
                tests.append(test)
            } else if scanner.takes(":nth-of-type(") {
                guard let number = scanner.name().flatMap({ Int($0) }), number > 0,
                    scanner.takes(")")
                else { return nil }
                tests.append(.position(number))
            } else {
                return scanner.position > start ? tests : nil
            }
        }
    }

    private static func attribute(_ scanner: inout SelectorScanner) -> Test? {
        guard let name = scanner.name() else { return nil }
        if scanner.takes("]") { return .attribute(name, value: nil) }
        guard scanner.takes("="), let value = scanner.value(), scanner.takes("]") else {
            return nil
        }
        return .attribute(name, value: value)
    }

    /// Whether an element is meant.
    ///
    /// - Parameters:
    ///   - element: The element.
    ///   - around: The elements around it, the outermost first.
    /// - Returns: Whether it is.
    func matches(_ element: PageElement, in around: [PageElement]) -> Bool {
        matches(steps[...], element, around[...])
    }

    private func matches(
        _ steps: ArraySlice<Step>,
        _ element: PageElement,
        _ around: ArraySlice<PageElement>
    ) -> Bool {
        guard let step = steps.last else { return true }
        guard step.tests.allSatisfy({ Self.holds($0, element, around.last) }) else { return false }
        let outer = steps.dropLast()
        guard !outer.isEmpty else { return true }
        let candidates = step.isChild ? around.indices.suffix(1) : around.indices
        return candidates.contains { matches(outer, around[$0], around[..<$0]) }
    }

    private static func holds(_ test: Test, _ element: PageElement, _ parent: PageElement?) -> Bool
    {
        switch test {
        case .name(let name):
            return element.name == name
        case .attribute(let name, let value):
            let found = element.value(of: name)
            return found != nil && (value == nil || found == value)
        case .token(let token):
            let tokens = element.value(of: "class")?.split(whereSeparator: \.isWhitespace) ?? []
            return tokens.contains { $0 == token }
        case .position(let position):
            let twins = (parent?.elements ?? [element]).filter { $0.name == element.name }
            return twins.firstIndex { $0 === element }.map { $0 + 1 } == position
        }
    }
}

/// Reads the parts of a selector.
private struct SelectorScanner {
    private let characters: [Character]
    private(set) var position = 0

    init(_ characters: [Character]) {
        self.characters = characters
    }

    var isAtEnd: Bool { position == characters.count }

    /// Skips white space, and says whether there was some.
    mutating func skipSpaces() -> Bool {
        let spaces = characters[position...].prefix(while: \.isWhitespace)
        position = spaces.endIndex
        return !spaces.isEmpty
    }

    mutating func takes(_ text: String) -> Bool {
        guard characters[position...].starts(with: text) else { return false }
        position += text.count
        return true
    }

    /// A name or a number; `nil` where there is none.
    mutating func name() -> String? {
        let name = characters[position...].prefix { character in
            character.isLetter || character.isNumber || "-_".contains(character)
        }
        position = name.endIndex
        return name.isEmpty ? nil : String(name)
    }

    /// A value with or without quotes.
    mutating func value() -> String? {
        guard let quote = characters[position...].first, "\"'".contains(quote) else {
            return name()
        }
        let text = characters[(position + 1)...].prefix { $0 != quote }
        guard text.endIndex < characters.count else { return nil }
        position = text.endIndex + 1
        return String(text)
    }
}
