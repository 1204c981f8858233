// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates
import TemplateTools

/// `talisman serve`: templates in the browser while they are written.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show templates in the browser, with sample data, as they are written.",
        discussion: """
            Every page of ROOT, and every macro by itself, is a story. A story is rendered with the \
            data beside its template: NAME.json for NAME.html, NAME.CASE.json or NAME/CASE.json for \
            further cases, and NAME.session.json for the session; '.yml' will do, too. --data names \
            a folder of samples that an application recorded, which come first.

            When a file is saved, the page in the browser is changed in place: what was typed, the \
            caret, the scroll position and open details stay. An error is shown over the last good \
            page until it is mended. Alt and a click on an element show the line of the template \
            that wrote it; --open starts an editor there.

            Only this machine is answered, unless --host says otherwise: pages show the data, and \
            nobody has to sign in.
            """
    )

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 8421

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The language that pages begin in.", valueName: "tag"))
    var language: String?

    @Option(
        name: .customLong("style"),
        help: ArgumentHelp(
            "The address of a style sheet for macros shown by themselves; repeatable.",
            valueName: "url"
        )
    )
    var styles: [String] = []

    @Option(
        name: .customLong("open"),
        help: ArgumentHelp(
            """
            What opens a file in an editor, as 'code -g {file}:{line}:{column}'; it is run without \
            a shell.
            """,
            valueName: "command"
        )
    )
    var editor: EditorCommand?

    @OptionGroup var stories: StoryOptions

    @Argument(help: "The folder of the templates.")
    var root: String

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port: a number from 0 to 65535 was expected.")
        }
    }

    func run() async throws {
        try await Diagnosis.reported { try await serve() }
    }

    #if Hummingbird
    private func serve() async throws {
        let preview = try preview()
        let changes = PreviewChanges()
        let watcher = try watchFiles(of: preview.parts.root) { change in
            preview.take(change)
            changes.send(change)
        }
        defer { watcher.stop() }
        let recorded = try watchedData { change in
            preview.take(change)
            changes.send(change)
        }
        defer { recorded?.stop() }
        let server = PreviewServer(
            responder: PreviewResponder(
                preview: preview,
                hosts: HostCheck(host: host),
                editor: editor
            ),
            changes: changes,
            host: host,
            port: port
        )
        let isOpen = !HostCheck.isLoopback(host)
        try await server.run { address in
            StandardError.write("the preview is at \(address) until you press Control-C")
            if isOpen { StandardError.write("warning: other machines can see it, too") }
        }
    }
    #else
    private func serve() async throws {
        throw Diagnosis(
            "this command was built without the package trait Hummingbird, which 'serve' needs",
            .unusableFile
        )
    }
    #endif

    /// What is shown.
    ///
    /// - Throws: `Diagnosis` or `TemplateError` where the root, the data, a manifest or a catalog
    ///   cannot be read.
    private func preview() throws -> Preview {
        guard TemplateFile.isFolder(root) else {
            throw Diagnosis("\(root): there is no such folder", .unusableFile)
        }
        try stories.requireData()
        do throws(EditorCommand.Failure) {
            try editor?.check()
        } catch {
            throw Diagnosis("--open: \(error)", .unusableFile)
        }
        var parts = stories.parts(of: root)
        parts.language = language
        parts.styles = styles
        let mark = String(UInt64.random(in: .min ... .max), radix: 36)
        let preview = Preview(parts, mark: mark)
        _ = try preview.stories()
        return preview
    }

    /// Watches the samples, where they are a folder beside the root.
    private func watchedData(
        _ tell: @escaping @Sendable (PreviewChange) -> Void
    ) throws -> (any FileWatcher)? {
        guard let data = stories.data else { return nil }
        let folder = TemplateFile.isFolder(data) ? data : TemplateFile(path: data, folder: "").place
        return try watchFiles(of: folder) { change in
            // Its paths are none of the root.
            tell(PreviewChange(mayBeMore: change.mayBeMore || !change.paths.isEmpty))
        }
    }
}

extension EditorCommand: ExpressibleByArgument {}
