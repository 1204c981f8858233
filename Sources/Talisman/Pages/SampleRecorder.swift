// SPDX-License-Identifier: Apache-2.0

import Logging
import PageTemplates
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes what routes pass to their templates into files, one for each template.
///
/// Copies of a renderer share one. `Sendable`.
final class SampleRecorder: Sendable {
    private let folder: URL
    private let logger: Logger

    /// The templates whose file could not be written the last time.
    private let failed = Mutex<Set<String>>([])

    /// Why a file is not written.
    private enum Refusal: String, Error {
        case name = "the name of the template leads out of the folder"
        case link = "a link is in its way"
    }

    init(folder: String, logger: Logger) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
        self.logger = logger
    }

    /// Writes the file of a template, unless it says the same already.
    ///
    /// What fails is logged, once until it succeeds again.
    func record(_ variables: TemplateMapping, of template: String) {
        var reduction = SampleReduction()
        let text = JSONText(.mapping(reduction.reduce(variables)))
        // The files are compared and written one at a time, so that the newest one stays.
        failed.withLock { failed in
            do {
                let isNew = try write(Data(text.bytes), of: template)
                failed.remove(template)
                if isNew { log(text.omissions, reduction, of: template) }
            } catch {
                guard failed.insert(template).inserted else { return }
                let reason = (error as? Refusal)?.rawValue ?? "\(error)"
                logger.error(
                    "sample not written",
                    metadata: ["template": "\(template)", "reason": "\(reason)"]
                )
            }
        }
    }

    private func log(
        _ omissions: [JSONText.Omission],
        _ reduction: SampleReduction,
        of template: String
    ) {
        logger.debug(
            "sample written",
            metadata: [
                "template": "\(template)",
                "masked": "\(reduction.maskedCount)",
                "cut": "\(reduction.cutCount)",
            ]
        )
        guard !omissions.isEmpty else { return }
        let shown = omissions.prefix(Self.shownOmissions).map { "\($0)" }.joined(separator: ", ")
        let hidden = omissions.count - Self.shownOmissions
        logger.notice(
            "sample lacks values that JSON cannot hold",
            metadata: [
                "template": "\(template)",
                "values": "\(shown)\(hidden > 0 ? " and \(hidden) more" : "")",
            ]
        )
    }

    private static let shownOmissions = 10

    // MARK: - Files

    /// Writes a file, and returns whether that was needed.
    private func write(_ text: Data, of template: String) throws -> Bool {
        guard let name = PageRenderer.sampleName(of: template) else { throw Refusal.name }
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        var path = folder
        for part in name.utf8.split(separator: UInt8(ascii: "/")) {
            if path != folder {
                try files.createDirectory(at: path, withIntermediateDirectories: true)
            }
            path.append(path: String(Substring(part)))
            // A link could lead out of the folder.
            let link = try? files.destinationOfSymbolicLink(atPath: path.path)
            guard link == nil else { throw Refusal.link }
        }
        if (try? Data(contentsOf: path)) == text { return false }
        try text.write(to: path, options: .atomic)
        return true
    }
}
