// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates

/// `talisman i18n extract`: the texts of templates become a `.pot` file.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Write the texts of templates for translators.",
        discussion: """
            The .pot file holds the messages of 'i18n:translate' and 'i18n:attributes' in the \
            order of the templates; msginit and msgmerge make catalogs of it. A message that \
            has a computed part without an 'i18n:name' is left out, with a warning. Expression types \
            and path namespaces of an application are taken as they are: nothing is rendered.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The domain whose messages are written; needed where there are several.",
            valueName: "name"
        )
    )
    var domain: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write instead of standard output.", valueName: "file")
    )
    var output: String?

    @OptionGroup var templates: TemplateOptions

    func run() throws {
        try Diagnosis.reporting {
            let settings = templates.settings { $0.acceptsUnknownPrefixes = true }
            var texts: [TranslatableText] = []
            for file in try templateFiles(settings) {
                let template = try file.template(settings.configuration(for: file.place))
                texts += template.translatableTexts
                template.computedTexts.forEach(warn)
            }
            var file = POTemplate(domain: try chosenDomain(of: texts))
            file.add(texts)
            try write(Data(file.text.utf8))
        }
    }

    private func templateFiles(_ settings: TemplateSettings) throws -> [TemplateFile] {
        try templates.paths.flatMap { path in
            let found = try TemplateFile.files(at: path, settings)
            guard let problem = found.problems.first else { return found.templates }
            throw Diagnosis(problem, .unusableFile)
        }
    }

    private func chosenDomain(of texts: [TranslatableText]) throws -> String {
        if let domain { return domain }
        let domains = Set(texts.map(\.domain)).sorted()
        guard domains.count <= 1 else {
            let names = domains.joined(separator: ", ")
            throw Diagnosis("the templates use the domains \(names): choose one with --domain")
        }
        return domains.first ?? "default"
    }

    private func warn(_ place: TemplateLocation) {
        let message = "a computed part of the message has no 'i18n:name': it is left out"
        FileHandle.standardError.write(Data("\(place): warning: \(message)\n".utf8))
    }

    private func write(_ text: Data) throws {
        guard let output else { return try StandardOutput.write(text) }
        try OutputFile(output).write(Array(text))
    }
}
