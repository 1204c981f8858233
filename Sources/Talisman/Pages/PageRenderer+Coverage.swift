// SPDX-License-Identifier: Apache-2.0

public import Logging
import PageTemplates

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PageRenderer {
    /// The same renderer, which writes into a file which places of its templates pages reach.
    ///
    /// ```swift
    /// let pages = try PageRenderer(folder: "Templates").recordingCoverage(to: "coverage.json")
    /// ```
    ///
    /// `talisman coverage Templates --recorded coverage.json` shows what is in the file: which
    /// statements ran, how conditions, loops, error handlers and slots went, and which alternatives
    /// of expressions gave their values. A file has the names of templates, places in them and
    /// numbers, and nothing of what pages show.
    ///
    /// A render that reaches something for the first time is in the file when its page is there; how
    /// often it happens after that is written once a second at most, while pages are rendered, and
    /// when ``writeCoverage()`` is called or the last copy of the renderer is gone. So a process that
    /// is killed loses numbers, and no place.
    ///
    /// What is in the file already stays and is added to, also where several renderers and processes
    /// have the same file; of a template that has changed only what was reached since then. Remove
    /// the file to begin anew. It changes at once as a whole.
    ///
    /// Every mode records. Templates are compiled again for it, each when it is asked for, and render
    /// slower: it is for tests, and for looking at a server for a while.
    ///
    /// A file that cannot be read or written is an error of the log, once, and the page is not
    /// touched.
    ///
    /// - Parameters:
    ///   - path: the path of the file; a relative one begins at the working directory. Its folder has
    ///     to be there.
    ///   - logger: gets what could not be written.
    /// - Returns: the renderer to make pages with; templates of its ``library`` count, too, when they
    ///   are rendered without it.
    public func recordingCoverage(
        to path: String,
        logger: Logger = Logger(label: "talisman")
    ) -> PageRenderer {
        let recorder = CoverageRecorder()
        var renderer = self
        renderer.library = library.counting(into: recorder)
        #if DEBUG
        renderer.inspected = PageInspection.library(renderer.library, in: mode)
        #endif
        renderer.coverage = CoverageFile(path, of: recorder, logger)
        return renderer
    }

    /// Writes what was reached so far; nothing where no coverage is recorded.
    public func writeCoverage() {
        coverage?.write()
    }

    /// The path that the environment has for the file; nil for none.
    static func coveragePath(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        environment["TALISMAN_COVERAGE"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
