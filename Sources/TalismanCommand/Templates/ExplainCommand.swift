// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman explain`: what a code of an error or a rule means, and what to do.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what an error or a rule means, and what to write instead.",
        discussion: """
            The code stands in brackets at the end of a report's first line, as in \
            '[missing-member]'. Without a code, all are listed. The exit status is 1 for a code \
            that there is not.
            """
    )

    @Argument(help: "The code of an error or a warning, or the name of a rule.")
    var code: String?

    func run() throws {
        try Diagnosis.reporting {
            guard let code else { return try StandardOutput.write(lines: Self.list) }
            let explanations = Explanation.named(code)
            guard !explanations.isEmpty else {
                let names = Explanation.all.map(\.name)
                let nearest = TemplateError.Note.nearest(code, among: names).map(\.message)
                let remedy = nearest.first ?? "'talisman explain' lists them"
                throw Diagnosis("there is no code and no rule '\(code)': \(remedy)")
            }
            let text = explanations.map(\.text).joined(separator: "\n\n")
            try StandardOutput.write(lines: [text])
        }
    }

    /// All codes and rules with the beginnings of their texts.
    private static var list: [String] {
        let width = Explanation.all.map(\.name.count).max() ?? 0
        return Explanation.Kind.allCases.flatMap { kind in
            [kind.title]
                + Explanation.all.filter { $0.kind == kind }.map { explanation in
                    let name = explanation.name.padding(
                        toLength: width,
                        withPad: " ",
                        startingAt: 0
                    )
                    return "  \(name)  \(explanation.firstSentence)"
                } + [""]
        }.dropLast()
    }
}
