// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateSyntax

extension LanguageSession {
    /// What a request asks of a document.
    private typealias Feature =
        @Sendable (LanguageSession, Wire.RequestID, Data) throws(RequestFailure) -> Data

    private static let features: [String: Feature] = [
        "textDocument/completion": answer { $0.completion },
        "textDocument/hover": answer { $0.hover },
        "textDocument/definition": answer { $0.definition },
        "textDocument/references": answer { $0.references },
        "textDocument/prepareRename": answer { $0.prepareRename },
        "textDocument/rename": answer { $0.rename },
        "textDocument/documentSymbol": answer { $0.documentSymbols },
        "textDocument/formatting": answer { $0.formatting },
        "textDocument/codeAction": answer { $0.codeActions },
    ]

    /// The feature that answers with what a method finds.
    private static func answer<Found: Encodable & SendableMetatype>(
        _ method:
            @escaping @Sendable (LanguageSession) -> (Data) throws(RequestFailure) -> Found
    ) -> Feature {
        { session, id, data throws(RequestFailure) in
            Reply.success(id, try method(session)(data))
        }
    }

    /// Answers the request of a feature.
    func feature(
        _ method: String,
        _ id: Wire.RequestID,
        _ data: Data
    ) throws(RequestFailure) -> Data {
        guard let feature = Self.features[method] else {
            throw RequestFailure(.methodNotFound, "there is no method '\(method)'")
        }
        return try feature(self, id, data)
    }

    // MARK: - Documents

    /// A document as features look at it.
    ///
    /// - Parameters:
    ///   - uri: What the client calls it.
    ///   - needsAll: Whether all templates of the project have to be known.
    /// - Returns: The document.
    /// - Throws: `RequestFailure` where there is none, or it cannot be read.
    private func template(
        _ uri: String,
        needsAll: Bool = true
    ) throws(RequestFailure) -> OpenTemplate {
        guard let path = path(of: uri), let lines = lines(of: path) else {
            throw RequestFailure(.invalidParams, "there is no document '\(uri)'")
        }
        do throws(TemplateError) {
            let page = try look(at: path)
            if needsAll { index.complete() }
            refreshFacts()
            if index[path] == nil { index.update(path, page) }
            return OpenTemplate(
                path: path,
                page: page,
                lines: lines,
                project: project,
                index: index
            )
        } catch {
            throw RequestFailure(.requestFailed, "'\(path)' cannot be read: \(error.message)")
        }
    }

    private func place(
        _ data: Data
    ) throws(RequestFailure) -> (template: OpenTemplate, offset: Int) {
        let parameters = try Message.parameters(Wire.PositionParams.self, of: data)
        let template = try template(parameters.textDocument.uri)
        let offset = template.lines.offset(of: parameters.position)
        return (template, min(offset, template.source.bytes.count))
    }

    // MARK: - Features

    private func completion(_ data: Data) throws(RequestFailure) -> Wire.CompletionList {
        let (template, offset) = try place(data)
        return Completion.list(template, at: offset, takesSnippets: takesSnippets)
    }

    private func hover(_ data: Data) throws(RequestFailure) -> Wire.Hover? {
        let (template, offset) = try place(data)
        let known = findings[template.path] ?? []
        return HoverText.text(template, at: offset, known).map { text, range in
            Wire.Hover(contents: Wire.Markup(text), range: template.lines.span(of: range))
        }
    }

    private func definition(_ data: Data) throws(RequestFailure) -> [Wire.Location] {
        let (template, offset) = try place(data)
        guard let thing = NamedThing(template, at: offset) else { return [] }
        let references = References(of: thing, in: template)
        let found = references.definitions.compactMap { location(of: $0) }
        guard found.isEmpty, let declaration = references.declaration else { return found }
        return self.declaration(declaration).map { [$0] } ?? []
    }

    /// The place of a declaration in the program, where its file is in the project.
    private func declaration(_ place: TemplateMember.Location) -> Wire.Location? {
        let paths = [place.file, "Sources/\(place.file)"].map { path in
            path.hasPrefix("/") ? path : "\(project.folder)/\(path)"
        }
        guard let path = paths.first(where: FileManager.default.fileExists) else { return nil }
        let start = Wire.Position(line: max(0, place.line - 1), character: 0)
        return Wire.Location(uri: FileURI.uri(of: path), range: .init(start: start, end: start))
    }

    private func references(_ data: Data) throws(RequestFailure) -> [Wire.Location] {
        let parameters = try Message.parameters(Wire.ReferenceParams.self, of: data)
        let (template, offset) = try place(data)
        guard let thing = NamedThing(template, at: offset) else { return [] }
        let references = References(of: thing, in: template)
        let includesDefinitions = parameters.context?.includeDeclaration ?? true
        let sites = (includesDefinitions ? references.definitions : []) + references.uses
        return sites.compactMap { location(of: $0) }
    }

    private func prepareRename(_ data: Data) throws(RequestFailure) -> Wire.PreparedRename? {
        let (template, offset) = try place(data)
        guard let thing = NamedThing(template, at: offset) else { return nil }
        try Renaming.check(thing, in: template)
        return Wire.PreparedRename(
            range: template.lines.span(of: thing.range),
            placeholder: template.source.text(thing.range)
        )
    }

    private func rename(_ data: Data) throws(RequestFailure) -> Wire.WorkspaceEdit {
        let parameters = try Message.parameters(Wire.RenameParams.self, of: data)
        let (template, offset) = try place(data)
        guard let thing = NamedThing(template, at: offset) else {
            throw RequestFailure(.requestFailed, "there is nothing with a name")
        }
        let sites = try Renaming.sites(of: thing, to: parameters.newName, in: template)
        var changes: [String: [Wire.TextEdit]] = [:]
        for site in Set(sites).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard let location = location(of: site) else { continue }
            changes[location.uri, default: []].append(
                Wire.TextEdit(range: location.range, newText: parameters.newName)
            )
        }
        return Wire.WorkspaceEdit(changes: changes)
    }

    private func documentSymbols(_ data: Data) throws(RequestFailure) -> [Wire.DocumentSymbol] {
        let parameters = try Message.parameters(Wire.DocumentParams.self, of: data)
        let template = try template(parameters.textDocument.uri, needsAll: false)
        return DocumentOutline.symbols(of: template)
    }

    private func formatting(_ data: Data) throws(RequestFailure) -> [Wire.TextEdit] {
        let parameters = try Message.parameters(Wire.DocumentParams.self, of: data)
        let template = try template(parameters.textDocument.uri, needsAll: false)
        return TemplateFormat(of: template.tree).edits.map { edit in
            Wire.TextEdit(range: template.lines.span(of: edit.range), newText: edit.text)
        }
    }

    private func codeActions(_ data: Data) throws(RequestFailure) -> [Wire.CodeAction] {
        let parameters = try Message.parameters(Wire.CodeActionParams.self, of: data)
        let uri = parameters.textDocument.uri
        let template = try template(uri)
        return CodeActions(template, uri: uri).actions(
            in: template.lines.range(of: parameters.range),
            findings[template.path] ?? [],
            only: parameters.context?.only
        )
    }
}
