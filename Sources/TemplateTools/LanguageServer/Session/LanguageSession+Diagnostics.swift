// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

extension LanguageSession {
    /// When there is something to do without a message.
    ///
    /// - Parameter now: The time, where the first templates are still to be read.
    /// - Returns: When to ``work(at:)``; `nil` where there is nothing to do.
    package func nextWork(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard case .running = state else { return nil }
        return index.isComplete ? due.values.min() : now
    }

    /// Does what is due: reads templates of the project, then looks at documents.
    package func work(at now: ContinuousClock.Instant) {
        guard case .running = state else { return }
        guard index.isComplete else { return index.step() }
        for path in due.filter({ $0.value <= now }).keys.sorted() {
            due[path] = nil
            publish(path)
        }
    }

    /// A template as it is now.
    ///
    /// - Throws: `TemplateError` where it cannot be read.
    func look(at path: String) throws(TemplateError) -> LintPage {
        if let known = looked[path] { return known }
        let page = LintPage(try project.template(path), TemplateTrees())
        if documents[path] != nil { looked[path] = page }
        return page
    }

    /// Brings the facts of documents up to date that have changed.
    func refreshFacts() {
        for path in staleFacts { index.update(path, looked[path]) }
        staleFacts = []
    }

    /// Tells the client what is wrong with a document, as `talisman check` tells it.
    private func publish(_ path: String) {
        guard let document = documents[path] else { return }
        let found = findings(in: path)
        findings[path] = found
        notifyClient(
            "textDocument/publishDiagnostics",
            Wire.PublishParams(
                uri: document.uri,
                version: document.version,
                diagnostics: found.map { diagnostic($0, in: document) }
            )
        )
    }

    /// What is wrong with a template of the project.
    private func findings(in path: String) -> [Finding] {
        do throws(TemplateError) {
            let page = try look(at: path)
            refreshFacts()
            let inData = try project.findingsInData(of: page.checked, path)
            let settings = try project.lintSettings(for: path)
            let linter = TemplateLinter(choice, of: index.set)
            let all = linter.findings(in: page, inData, settings)
            return all.filter { ($0.location?.name ?? path) == path }
        } catch {
            return [Finding(.error(error))]
        }
    }

    private func diagnostic(_ finding: Finding, in document: EditedText) -> Wire.Diagnostic {
        let isOwn = finding.location.map { self.path(of: document.uri) == $0.name } ?? false
        let range = isOwn ? finding.location?.byteRange : nil
        // What stands in a manifest keeps a template from being read.
        let elsewhere = isOwn ? nil : finding.location.map { "\($0): " }
        let plain = finding.notes.filter { $0.location == nil }.map { "\nnote: \($0.message)" }
        let related = finding.notes.compactMap { note -> Wire.Diagnostic.Related? in
            note.location.flatMap { location(of: $0) }.map {
                Wire.Diagnostic.Related(location: $0, message: note.message)
            }
        }
        return Wire.Diagnostic(
            range: range.map { document.lines.span(of: $0) } ?? .nowhere,
            severity: finding.severity.number,
            code: finding.name,
            source: "talisman",
            message: (elsewhere ?? "") + finding.message + plain.joined(),
            relatedInformation: related.isEmpty ? nil : related
        )
    }

    private func location(of place: TemplateLocation) -> Wire.Location? {
        location(of: Site(path: place.name, range: place.byteRange))
    }

    /// A place as the client knows it; `nil` where there is no such file.
    func location(of site: Site) -> Wire.Location? {
        guard let lines = lines(of: site.path) else { return nil }
        return Wire.Location(uri: uri(of: site.path), range: lines.span(of: site.range))
    }

    /// The lines of a template.
    func lines(of path: String) -> LineTable? {
        documents[path]?.lines
            ?? project.bytes(of: path).map { LineTable($0, documents.encoding) }
    }
}

extension Severity {
    /// The number of the protocol.
    fileprivate var number: Int {
        switch self {
        case .error: 1
        case .warning: 2
        case .remark: 4
        }
    }
}
