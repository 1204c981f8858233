// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The documentation of a code or a rule.
package struct Explanation: Sendable {
    /// The code, or the name of the rule.
    package let name: String

    /// What it is.
    package let kind: Kind

    /// What it means.
    package let meaning: String

    /// An example, and what to do.
    package let remedy: String

    /// A template that has it, and the same template without it; `nil` where the remedy has an
    /// example.
    package let examples: (fails: String, passes: String)?

    /// Whether `talisman check --fix` can mend it.
    package let isFixed: Bool

    /// What has documentation.
    package enum Kind: String, Sendable, CaseIterable {
        case templateError = "error of a template"
        case rule = "rule"
        case sessionError = "error of a session"
        case formError = "error of a form"

        /// The heading of a list of them.
        package var title: String {
            switch self {
            case .templateError: "Errors of templates"
            case .rule: "Rules"
            case .sessionError: "Errors of sessions"
            case .formError: "Errors of forms"
            }
        }
    }

    /// All there are, by kind.
    package static let all: [Explanation] =
        CodeText.all.map { Explanation($0) } + OwnRule.allCases.map { Explanation($0) }

    private static let byName = Dictionary(grouping: all, by: \.name)

    /// The documentation of a code or a rule: that of an error and of a warning where both have
    /// the name, none where nothing has.
    package static func named(_ name: String) -> [Explanation] { byName[name] ?? [] }

    private init(_ code: CodeText) {
        (name, kind, meaning, remedy) = (code.name, code.kind, code.meaning, code.remedy)
        examples = nil
        isFixed = false
    }

    private init(_ rule: OwnRule) {
        let text = rule.text
        (name, kind, meaning, remedy) = (rule.rawValue, .rule, text.meaning, text.remedy)
        examples = (text.fails, text.passes)
        isFixed = text.isFixed
    }

    /// What it means in short: the text up to its first full stop.
    package var firstSentence: String {
        let end = meaning.range(of: ". ")?.lowerBound ?? meaning.endIndex
        let sentence = String(meaning[..<end])
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }

    /// The documentation for a terminal, without a line end after its last line.
    package var text: String {
        var parts = ["\(name): \(kind.rawValue)", meaning.wrapped, remedy.wrapped]
        if let examples {
            parts += [
                "Found:\n\(examples.fails.indented)", "Instead:\n\(examples.passes.indented)",
            ]
        }
        if isFixed { parts.append("'talisman check --fix' mends what can be changed safely.") }
        if kind == .rule {
            parts.append(
                "Off in a template: <!--! talisman:disable \(name) -->\n"
                    + "Off for a folder, in .talisman.yml: rules: {\(name): off}"
            )
        }
        return parts.joined(separator: "\n\n")
    }
}

extension String {
    /// The widest line of a text for a terminal.
    private static let widest = 80

    /// The text in lines that fit a terminal.
    fileprivate var wrapped: String {
        var lines: [String] = []
        var line = ""
        for word in split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > Self.widest {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return (lines + [line]).joined(separator: "\n")
    }

    fileprivate var indented: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { "    \($0)" }.joined(separator: "\n")
    }
}
