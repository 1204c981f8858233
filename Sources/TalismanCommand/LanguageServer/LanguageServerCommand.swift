// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman lsp`: what editors ask of templates, over standard input and output.
struct LanguageServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Serve an editor: diagnostics, completion, definitions, renaming, formatting.",
        discussion: """
            Speaks the Language Server Protocol over standard input and output. The folder is that \
            of the editor, and its templates are read as 'check .' reads them there, with what the \
            editor has not saved yet. The options are those of 'check'.
            """
    )

    @Option(
        help: ArgumentHelp(
            """
            Data to complete and check paths with: a file for all templates, or a folder that has \
            NAME.json for NAME.html. Without it, NAME.json beside a template completes its paths.
            """,
            valueName: "file"
        )
    )
    var data: String?

    @Option(
        help: ArgumentHelp(
            "The folder that templates refer to each other from; by default it is found.",
            valueName: "dir"
        )
    )
    var root: String?

    @Flag(help: "Tell remarks, too, as hints.")
    var notes = false

    @Flag(help: "Say that the application allows scripts, which are warned of otherwise.")
    var allowScripts = false

    @Flag(help: "Use standard input and output, as always; editors may say so.")
    var stdio = false

    @OptionGroup var manifest: ManifestOptions
    @OptionGroup var catalogOptions: CatalogOptions

    func run() throws {
        var rules = RuleChoice()
        rules.tellsRemarks = notes
        let choice = FolderChoice(
            settings: { TemplateSettings.reading(manifest, allowsScripts: allowScripts) },
            root: root,
            catalogs: CatalogFolder(
                path: catalogOptions.catalog,
                sourceLanguage: "en",
                isNeeded: false
            ),
            data: data
        )
        let session = LanguageSession(
            FolderProject(choice),
            rules,
            version: TalismanCommand.current.version,
            send: MessageStream.write
        )
        let queue = MessageQueue()
        MessageStream.read(into: queue)
        let status = try Self.serve(session, queue)
        if status != 0 { throw ExitCode(status) }
    }

    /// Answers until the client leaves.
    ///
    /// - Returns: The exit status.
    private static func serve(_ session: LanguageSession, _ queue: MessageQueue) throws -> Int32 {
        while true {
            do throws(MessageQueue.End) {
                let messages = try queue.next(before: session.nextWork(at: .now))
                if messages.isEmpty {
                    session.work(at: .now)
                } else {
                    session.receive(messages, at: .now)
                }
                if let status = session.exitStatus { return status }
            } catch {
                if case .broken(let reason) = error {
                    StandardError.write("talisman lsp: \(reason)")
                }
                return 1
            }
        }
    }
}
