// SPDX-License-Identifier: Apache-2.0

public import Logging
import PageTemplates

extension PageRenderer {
    /// The same renderer, which writes what routes pass to their templates into files: data for
    /// those who write templates.
    ///
    /// ```swift
    /// let pages = try PageRenderer(folder: "Templates").recordingSamples(to: "Samples")
    /// ```
    ///
    /// From then on each page that is asked for leaves the variables of its template in the
    /// folder, `shop/cart.json` for `shop/cart.html`, also where the template fails with them.
    /// `talisman render --data` and `talisman check --data` read such files. The newest page
    /// replaces the file of its template, and only where it says something else; a file changes
    /// at once as a whole. Edit copies: a file that was changed is replaced too.
    ///
    /// Samples are recorded in ``PageMode/development`` alone. In production a warning goes to
    /// the log and nothing is ever written, so that the same line stands in both.
    ///
    /// What is in a file:
    ///
    /// - Values under names of secrets are masked: passwords, tokens, keys, hashes, cookies,
    ///   numbers of cards and accounts, and the like, in any style and case. A text becomes
    ///   `***`, a number 0, a truth value false; lists and mappings stay with all in them
    ///   masked. So is the `value` or `text` of a mapping whose `name`, `key`, `type` or `label` is such a
    ///   name, the second item of a pair, and the field of an address, `?token=***`.
    ///   Only names decide: a secret under another name stays, and so does all other data of
    ///   persons. Look at a file before you give it away.
    /// - Lists have their first 20 items, and lists and mappings are 64 levels deep.
    /// - Markup and messages are in the notation of data files, `$markup` and `$message`. For
    ///   objects and functions there is `null`, and a line of the log names them.
    /// - Variables are in the order in which they were passed. `request` and the session are in
    ///   no file.
    ///
    /// A file that cannot be written is an error of the log, once, and the page is not touched.
    /// Names of templates that lead out of the folder have no file, and no link in the folder is
    /// followed. Templates that differ in their extensions alone share a file.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder, made where it is not there; a relative one begins at
    ///     the working directory. Nobody but its authors should be able to read it.
    ///   - logger: gets what could not be written.
    /// - Returns: the renderer to make pages with.
    public func recordingSamples(
        to folder: String,
        logger: Logger = Logger(label: "talisman")
    ) -> PageRenderer {
        guard mode == .development else {
            logger.warning(
                "samples are recorded in development alone",
                metadata: ["folder": "\(folder)"]
            )
            return self
        }
        logger.notice("samples of pages are recorded", metadata: ["folder": "\(folder)"])
        var renderer = self
        renderer.samples = SampleRecorder(folder: folder, logger: logger)
        return renderer
    }

    /// The path of a template's sample in the folder of samples: `shop/cart.json` for
    /// `shop/cart.html`; nil for a name that leads elsewhere.
    package static func sampleName(of template: String) -> String? {
        let slash = UInt8(ascii: "/")
        let parts = template.utf8.split(separator: slash, omittingEmptySubsequences: false)
            .map { Substring($0) }
        let isOdd = parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
        let hasOddByte = template.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }
        guard !isOdd, !hasOddByte, let last = parts.last else { return nil }
        let dot = last.lastIndex(of: ".").flatMap { $0 == last.startIndex ? nil : $0 }
        return (parts.dropLast() + [last[..<(dot ?? last.endIndex)]]).joined(separator: "/")
            + ".json"
    }
}
