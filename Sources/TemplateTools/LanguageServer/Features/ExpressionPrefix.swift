// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What an expression asks for next that is written up to the cursor.
struct ExpressionPrefix {
    let wanted: Wanted

    /// What is written of it already.
    let partial: String

    enum Wanted: Equatable {
        /// A whole expression: a variable, or the prefix of a type.
        case expression

        /// A variable, or a function, of Python.
        case python

        /// A step behind others; the first is a variable.
        case step([String], isPython: Bool)

        /// The name of a template.
        case template

        /// Something that nobody knows but the author.
        case other
    }

    /// - Parameters:
    ///   - text: The expression up to the cursor.
    ///   - defaultsToPython: Whether it is Python without a prefix.
    init(_ text: Substring, defaultsToPython: Bool) {
        let text = text.drop(while: \.isWhitespace)
        if let length = ExpressionReader.prefixLength(text.utf8) {
            let name = text.prefix(length)
            let rest = text.dropFirst(length + 1)
            switch name {
            case "python": self = Self.python(rest)
            case "string": self = Self.string(rest, defaultsToPython)
            case "load": self.init(.template, rest.drop(while: \.isWhitespace))
            case "path", "standard": self = Self.path(rest)
            case _ where ExpressionReader.prefixes.contains(String(name)):
                self.init(rest, defaultsToPython: defaultsToPython)
            default: self = Self.path(rest.suffix { !$0.isWhitespace })
            }
        } else if defaultsToPython {
            let isStart = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            self = isStart ? Self(.expression, text) : Self.python(text)
        } else if let bar = text.lastIndex(of: "|") {
            self.init(text[text.index(after: bar)...], defaultsToPython: false)
        } else {
            self = Self.path(text)
        }
    }

    private init(_ wanted: Wanted, _ partial: some StringProtocol) {
        self.wanted = wanted
        self.partial = String(partial)
    }

    private static func path(_ text: Substring) -> ExpressionPrefix {
        let text = text.drop(while: \.isWhitespace)
        guard !text.contains(where: \.isWhitespace) else { return Self(.other, "") }
        let steps = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let last = steps.last, steps.count > 1 else { return Self(.expression, text) }
        return Self(.step(steps.dropLast(), isPython: false), last)
    }

    private static func python(_ text: Substring) -> ExpressionPrefix {
        guard text.count(where: { $0 == "'" }) % 2 == 0, text.count(where: { $0 == "\"" }) % 2 == 0
        else { return Self(.other, "") }
        let tail = text.suffix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        let names = tail.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let last = names.last, names.count > 1 else { return Self(.python, tail) }
        let isPath = names.dropLast().allSatisfy { $0.first.map { !$0.isNumber } ?? false }
        return isPath ? Self(.step(names.dropLast(), isPython: true), last) : Self(.other, "")
    }

    /// Text, in which `$name` and `${…}` are holes.
    private static func string(_ text: Substring, _ defaultsToPython: Bool) -> ExpressionPrefix {
        guard let dollar = text.lastIndex(of: "$") else { return Self(.other, "") }
        let rest = text[text.index(after: dollar)...]
        if rest.first == "{" {
            guard !rest.contains("}") else { return Self(.other, "") }
            return Self(rest.dropFirst(), defaultsToPython: defaultsToPython)
        }
        guard rest.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "/" }) else {
            return Self(.other, "")
        }
        return path(rest)
    }
}

extension Substring {
    /// The longest end whose characters all fulfil a condition.
    fileprivate func suffix(while matches: (Character) -> Bool) -> Substring {
        var start = endIndex
        while start > startIndex, matches(self[index(before: start)]) {
            start = index(before: start)
        }
        return self[start...]
    }
}

/// The last clause of a statement that is written up to the cursor.
struct ClausePrefix {
    /// The expression of the clause; `nil` where its name is being written.
    let expression: Substring?

    /// Whether words such as `structure` can stand there.
    let takesKeyword: Bool

    init(_ value: Substring, of name: String) {
        switch name {
        case "define", "attributes":
            let clause = Self.lastClause(value).drop(while: \.isWhitespace)
            takesKeyword = false
            let words = clause.split(maxSplits: 1, omittingEmptySubsequences: false) {
                $0.isWhitespace
            }
            guard words.count == 2 else {
                // A mapping of attributes has no name.
                expression = name == "attributes" && clause.contains(":") ? clause : nil
                return
            }
            if name == "define", ["local", "global"].contains(words[0]) {
                let rest = words[1].drop(while: \.isWhitespace)
                expression = rest.firstIndex(where: \.isWhitespace).map { rest[$0...] }
            } else if name == "define", clause.first == "(" {
                expression = clause.firstIndex(of: ")").map { clause[$0...].dropFirst() }
            } else {
                expression = words[1]
            }
        case "repeat":
            takesKeyword = false
            let text = value.drop(while: \.isWhitespace)
            let end = text.first == "(" ? text.firstIndex(of: ")") : nil
            expression = (end ?? text.firstIndex(where: \.isWhitespace)).map {
                text[$0...].dropFirst()
            }
        case "content", "replace", "on-error":
            let text = value.drop(while: \.isWhitespace)
            let keyword = ["text ", "structure ", "json "].first { text.hasPrefix($0) }
            takesKeyword = keyword == nil && !text.contains { !$0.isLetter }
            expression = text.dropFirst(keyword?.count ?? 0)
        default:
            takesKeyword = false
            expression = value
        }
    }

    /// What stands behind the last single semicolon.
    private static func lastClause(_ value: Substring) -> Substring {
        var start = value.startIndex
        var index = value.startIndex
        while index < value.endIndex {
            let next = value.index(after: index)
            guard value[index] == ";" else {
                index = next
                continue
            }
            if next < value.endIndex, value[next] == ";" {
                index = value.index(after: next)
            } else {
                start = next
                index = next
            }
        }
        return value[start...]
    }
}
