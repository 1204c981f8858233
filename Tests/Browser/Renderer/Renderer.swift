// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// Renders templates for the proof in a browser: `BrowserRenderer [--weaken ROW]`.
///
/// Each line of standard input is a case, `{"id", "template", "data", "dialect",
/// "translations"}`; each gets a line of standard output.
@main
struct Renderer {
    static func main() {
        var renderer = CaseRenderer(weakening: weakening())
        while let line = readLine() {
            // Each at once: whoever asks may wait for it before the next question.
            FileHandle.standardOutput.write(Data((renderer.answer(to: line) + "\n").utf8))
        }
    }

    private static func weakening() -> Weakening? {
        let arguments = CommandLine.arguments.dropFirst()
        guard let option = arguments.first else { return nil }
        if option == "--rows" {
            print(PlacePolicy.standard.names.joined(separator: "\n"))
            exit(0)
        }
        guard option == "--weaken", arguments.count == 2,
            let weakening = Weakening(arguments.last ?? "")
        else {
            let rows = Weakening.names.joined(separator: ", ")
            FileHandle.standardError.write(Data("usage: [--weaken ROW], one of \(rows)\n".utf8))
            exit(64)
        }
        return weakening
    }
}
