// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// `NAME=FILE` of `--macros`: a variable that stands for a template.
struct MacroFile: ExpressibleByArgument {
    let name: String
    private let file: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let first = parts[0].first, first.isLetter,
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else {
            return nil
        }
        name = String(parts[0])
        file = String(parts[1])
    }

    /// Refuses names under which no template would be found.
    static func checkNames(_ names: [String]) throws {
        var seen: Set<String> = []
        for name in names {
            guard !TemplateContext.reservedNames.contains(name) else {
                throw ValidationError(
                    "--macros: '\(name)' is a name of the template language; choose another one."
                )
            }
            guard seen.insert(name).inserted else {
                throw ValidationError("--macros: the name '\(name)' is given twice.")
            }
        }
    }

    /// The template; what it refers to is of the library.
    func template(_ library: TemplateLibrary) throws -> Template {
        let source = try TemplateSource(
            name: file,
            bytes: InputFile(file).bytes(),
            limits: library.configuration.limits
        )
        return try library.template(compiling: source)
    }
}
