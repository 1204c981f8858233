// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import TemplateTools

/// The templates of a folder for a language server, read as `talisman check .` reads them there.
final class FolderProject: TemplateProject {
    private(set) var folder: String
    private let choice: FolderChoice
    private var settings: TemplateSettings
    private let texts = EditedTexts()

    /// What was found out; everything is forgotten where a manifest or a catalog changes.
    private var roots: TemplateRoots?
    private var libraries: [String: TemplateLibrary] = [:]
    private var files: Set<String> = []
    private var samples: SampleFiles?
    private var besides: [String: TemplateMapping?] = [:]

    init(_ choice: FolderChoice) {
        self.choice = choice
        folder = FileManager.default.currentDirectoryPath
        settings = choice.settings()
    }

    func open(_ folder: String?) {
        // Paths are those of the folder, as for a command that runs in it.
        if let folder, FileManager.default.changeCurrentDirectoryPath(folder) {
            self.folder = folder
        }
        forget()
    }

    private func forget() {
        settings = choice.settings()
        roots = nil
        libraries = [:]
        besides = [:]
        samples = choice.data.flatMap { try? SampleFiles($0) }
    }

    // MARK: - Files

    func paths() -> [String] {
        let found = (try? TemplateFile.files(at: ".", settings).templates) ?? []
        files = Set(found.map(\.path))
        return found.map(\.path)
    }

    func setText(_ text: [UInt8]?, of path: String) {
        texts.set(text, of: path)
    }

    func bytes(of path: String) -> [UInt8]? {
        texts[path]?.bytes ?? (try? InputFile(path).bytes())
    }

    func fileHasChanged(_ path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if name == ManifestFile.name || name.hasSuffix(".po") || name.hasSuffix(".mo") {
            return forget()
        }
        if InputFile.dataEndings.contains(where: name.hasSuffix) {
            besides = [:]
            samples = choice.data.flatMap { try? SampleFiles($0) }
            return
        }
        let file = TemplateFile(path: path, folder: "")
        if let configuration = try? settings.configuration(for: file.place) {
            roots?.update(file, configuration)
        }
        // A file that is new is one that others may have missed.
        if files.insert(path).inserted { libraries = [:] }
    }

    // MARK: - Templates

    func template(_ path: String) throws(TemplateError) -> CheckedTemplate {
        let library = try library(root(of: path))
        let limits = library.configuration.limits
        return try library.checked(source(path, limits))
    }

    private func source(
        _ path: String,
        _ limits: TemplateLimits
    ) throws(TemplateError) -> TemplateSource {
        if let text = texts[path] {
            return try TemplateSource(
                name: path,
                bytes: text.bytes,
                encoding: "UTF-8",
                limits: limits
            )
        }
        do {
            return try TemplateFile(path: path, folder: "").source(limits)
        } catch let error as TemplateError {
            throw error
        } catch {
            let message = (error as? Diagnosis)?.message ?? "'\(path)' cannot be read"
            throw TemplateError(.templateUnreadable, message)
        }
    }

    private func root(of path: String) -> String {
        let known = roots ?? foundRoots()
        roots = known
        return known.root(of: TemplateFile(path: path, folder: ""))
    }

    private func foundRoots() -> TemplateRoots {
        if let root = choice.root { return TemplateRoots(root) }
        let found = (try? TemplateFile.files(at: ".", settings).templates) ?? []
        return (try? TemplateRoots(of: found, at: ".", settings)) ?? TemplateRoots(".")
    }

    private func library(_ root: String) throws(TemplateError) -> TemplateLibrary {
        if let known = libraries[root] { return known }
        let catalogs = try? choice.catalogs.found(near: root)
        let library = try settings.library(
            root,
            EditedLoader(of: root, texts),
            catalogs?.catalogs,
            reloads: true
        )
        libraries[root] = library
        return library
    }

    func findingsInData(
        of template: CheckedTemplate,
        _ path: String
    ) throws(TemplateError) -> [TemplateDiagnostic] {
        guard let compiled = template.template else { return [] }
        let name = name(of: path)
        let place = TemplateFile(path: path, folder: "").place
        let contradictions = try settings.contradictions(in: compiled, named: name, place)
        do {
            return try contradictions + (samples?.findings(in: compiled, named: name) ?? [])
        } catch let error as TemplateError {
            throw error
        } catch {
            let message = (error as? Diagnosis)?.message ?? "the data cannot be read"
            throw TemplateError(.templateUnreadable, message)
        }
    }

    func lintSettings(for path: String) throws(TemplateError) -> LintSettings {
        var lint = try settings.lintSettings(for: TemplateFile(path: path, folder: "").place)
        if let file = lint.cacheabilityFile, let bytes = try? InputFile(file).bytes() {
            lint.cacheability = try CacheabilityRecord(reading: bytes, of: file)
        }
        return lint
    }

    // MARK: - Names

    /// The name of a template in its root.
    private func name(of path: String) -> String {
        let root = root(of: path)
        return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
    }

    func path(ofTemplate name: String, for path: String) -> String {
        let root = root(of: path)
        let full = name.hasPrefix(root) ? name : root + name
        let ending = TemplateFileKind.impliedEndings.first { exists("\(full).\($0)") }
        guard !exists(full), let ending else { return full }
        return "\(full).\(ending)"
    }

    private func exists(_ path: String) -> Bool { texts[path] != nil || InputFile.exists(path) }

    func name(ofTemplate other: String, for path: String) -> String? {
        let root = root(of: path)
        return other.hasPrefix(root) ? String(other.dropFirst(root.count)) : nil
    }

    func page(of path: String) -> KnownPage {
        let place = TemplateFile(path: path, folder: "").place
        let name = name(of: path)
        let contract = try? settings.contract(for: place)
        let types = (try? settings.configuration(for: place))?.expressionTypes.keys
        return KnownPage(
            contract: contract,
            model: contract?.pages[name],
            sample: (try? samples?.variables(of: name)) ?? sample(beside: path),
            standing: TalismanCommand.current.variables.keys + ["request"],
            types: types?.sorted() ?? []
        )
    }

    /// The data in the file beside a template that has its name.
    private func sample(beside path: String) -> TemplateMapping? {
        if let known = besides[path] { return known }
        let base = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
        let sample = (try? InputFile.data(String(base))?.variables())?.variables
        besides[path] = .some(sample)
        return sample
    }
}

/// What the command line says of the templates of a language server.
struct FolderChoice {
    /// How they are compiled, read anew where a manifest has changed.
    let settings: () -> TemplateSettings

    /// The root of all templates; `nil` where it has to be found.
    let root: String?
    let catalogs: CatalogFolder

    /// The path of data for their paths; `nil` where there are none.
    let data: String?
}
