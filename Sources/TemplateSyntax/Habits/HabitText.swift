// SPDX-License-Identifier: Apache-2.0

/// A text that may be written as in another language.
struct HabitText {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    // MARK: - What it looks like

    /// `"text"` or `'text'`.
    var isQuoted: Bool {
        guard text.utf8.count >= 2, let quote = text.first, quote == "\"" || quote == "'" else {
            return false
        }
        return text.last == quote && !text.dropFirst().dropLast().contains(quote)
    }

    /// `3`, `-1` or `0.5`.
    var isNumber: Bool { !text.isEmpty && Double(text) != nil && text.utf8.contains { $0.isDigit } }

    /// `${name}` and nothing else.
    var isHole: Bool {
        text.hasPrefix("${") && text.hasSuffix("}") && !text.dropFirst(2).contains("{")
    }

    /// `#{name}`, `@{name}` and their like.
    var isBraced: Bool {
        ["#{", "@{", "*{", "%{", "{"].contains { text.hasPrefix($0) } && text.hasSuffix("}")
    }

    /// `{name: condition}`.
    var isChoiceInBraces: Bool {
        text.hasPrefix("{") && !text.hasPrefix("{{") && isBraced && text.contains(":")
    }

    /// `$name`.
    var isDollarName: Bool { text.hasPrefix("$") && text.utf8.dropFirst().isVariableName }

    /// `src=x` or `a = b`, and no comparison.
    var isAssignment: Bool {
        guard let equals = text.utf8.firstIndex(of: Byte.equals) else { return false }
        let left = text[..<equals].utf8
        let right = text.utf8[text.utf8.index(after: equals)...]
        let isComparison = left.last.map { "<>!=".utf8.contains($0) } ?? true
        return !isComparison && right.first != Byte.equals
    }

    /// `a ? b : c`.
    var isChoice: Bool {
        guard let question = text.firstIndex(of: "?") else { return false }
        return question > text.startIndex && text[question...].contains(":")
    }

    /// `!name` or `not name`, with a path behind it.
    var isNegation: Bool {
        (text.hasPrefix("!") || text.hasPrefix("not ")) && inner.utf8.isPath
    }

    /// `user.name`, with more steps or without.
    var isDotted: Bool {
        let names = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "/" }
        return text.contains(".") && names[0].utf8.isVariableName
            && names.dropFirst().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isNameByte) }
    }

    /// `layout.html`, `/shop/layout.html/macros/page` and their like.
    var isTemplateName: Bool { template != nil }

    /// What Python writes with an operator, a call or an item.
    var hasOperator: Bool {
        let words =
            [" and ", " or ", " in ", " is ", " if ", " not ", " - ", " / "]
            + PythonSpelling.words.keys.map { " \($0) " }
        return text.utf8.contains { "<>=!+*%&()[]".utf8.contains($0) }
            || words.contains { text.contains($0) }
    }

    var hasSpace: Bool { text.utf8.contains(where: \.isSpace) }

    // MARK: - What it means

    /// What is inside of quotes, braces and signs before the text.
    var inner: String {
        var inner = text[...]
        if isQuoted { return String(inner.dropFirst().dropLast()) }
        let prefixes = [
            "not ", "structure ", "{{{", "{{#", "{{^", "{{/", "{{>", "{{", "{%", "<%=", "<%", "${",
            "$", "!",
            "#{",
            "@{", "*{", "%{", "{",
        ]
        let suffixes = ["}}}", "}}", "%}", "%>", "}"]
        let prefix = prefixes.first { text.hasPrefix($0) }
        let suffix = suffixes.first { text.hasSuffix($0) }
        inner = inner.dropFirst(prefix?.count ?? 0).dropLast(suffix?.count ?? 0)
        return inner.trimmed { $0.isSpace || $0 == UInt8(ascii: "-") }
    }

    /// The first word inside of the signs.
    var firstWord: String { String(inner.prefix { $0.isLetter || $0 == "-" }) }

    /// What is inside, with `/` between its names.
    var path: String {
        inner.replacing("->", with: "/").replacing("?.", with: "/").replacing(".", with: "/")
    }

    /// The template that a path names by its file, or the macro of it.
    var template: String? {
        guard text.utf8.allSatisfy({ $0 > Byte.space && !"'\"()|$?:".utf8.contains($0) }) else {
            return nil
        }
        let steps = text.split(separator: "/").drop { $0 == "." }
        let file = steps.firstIndex { step in
            guard let dot = step.lastIndex(of: "."), dot > step.startIndex else { return false }
            return Self.templateEndings.contains(step[step.index(after: dot)...].lowercased())
        }
        guard let file, steps.first != "templates" else { return nil }
        let name = steps[...file].joined(separator: "/")
        let rest = steps[(file + 1)...].filter { $0 != "macros" }
        guard let macro = rest.first else {
            return "load:\(name) is all of it, templates/\(name)/macros/NAME a macro of it"
        }
        return "templates/\(name)/macros/\(macro)"
    }

    /// The endings that the keys of data do not have.
    private static let templateEndings: Set<String> = [
        "html", "htm", "xhtml", "pt", "zpt", "cpt", "vpt", "xpt", "tal",
    ]

    /// The same in Python: steps are items, and operators have Python's names.
    var python: String {
        var spelling = PythonSpelling(text)
        return spelling.written
    }
}

/// Writes an expression of another language as Python does.
private struct PythonSpelling {
    private let bytes: [UInt8]
    private var position = 0
    private var result: [UInt8] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The words that Python spells otherwise.
    static let words = [
        "eq": "==", "ne": "!=", "gt": ">", "lt": "<", "ge": ">=", "le": "<=", "mod": "%",
    ]

    /// The signs that Python spells otherwise; those that it knows stand here too, so that no
    /// part of them is taken for another one.
    private static let signs: [(sign: String, python: String)] = [
        ("===", "=="), ("!==", "!="), ("==", "=="), ("!=", "!="), ("<=", "<="), (">=", ">="),
        ("&&", "and"), ("||", "or"), ("!", "not "), ("=", "=="),
    ]

    var written: String {
        mutating get {
            while position < bytes.count { step() }
            return String(decoding: result, as: UTF8.self)
        }
    }

    private mutating func step() {
        let byte = bytes[position]
        if byte == Byte.quote || byte == Byte.apostrophe { return copyString(byte) }
        if byte.isLetter || byte == UInt8(ascii: "_") { return copyName() }
        let rest = bytes[position...]
        if let known = Self.signs.first(where: { rest.starts(with: $0.sign.utf8) }) {
            result += known.python.utf8
            position += known.sign.utf8.count
            return
        }
        result.append(byte)
        position += 1
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") { copySteps() }
    }

    private mutating func copyString(_ quote: UInt8) {
        let end = bytes[(position + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? bytes.count
        result += bytes[position..<end]
        position = end
    }

    private mutating func copyName() {
        let name = takeName()
        if result.last == Byte.space, let word = Self.words[String(decoding: name, as: UTF8.self)] {
            result += word.utf8
            return
        }
        result += name
        copySteps()
    }

    /// Writes the steps behind a value as items.
    private mutating func copySteps() {
        while position + 1 < bytes.count, "./".utf8.contains(bytes[position]),
            bytes[position + 1].isNameByte
        {
            let separator = bytes[position]
            position += 1
            let name = takeName()
            let isCall = position < bytes.count && bytes[position] == UInt8(ascii: "(")
            if isCall {
                result += [UInt8(ascii: ".")] + name
            } else if name.allSatisfy(\.isDigit), separator == Byte.slash {
                result += "[".utf8 + name + "]".utf8
            } else {
                result += "['".utf8 + name + "']".utf8
            }
        }
    }

    private mutating func takeName() -> [UInt8] {
        let name = bytes[position...].prefix(while: \.isNameByte)
        position = name.endIndex
        return Array(name)
    }
}

extension Collection<UInt8> {
    /// Whether the bytes are names with `/` between them.
    fileprivate var isPath: Bool {
        split(separator: Byte.slash, omittingEmptySubsequences: false).allSatisfy { step in
            !step.isEmpty && step.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: "-") }
        }
    }
}

extension Substring {
    /// The text without some bytes around it.
    fileprivate func trimmed(_ isOuter: (UInt8) -> Bool) -> String {
        let start = utf8.firstIndex { !isOuter($0) } ?? endIndex
        let end = utf8.lastIndex { !isOuter($0) }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
