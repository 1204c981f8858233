// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman
import TemplateTools

/// A set of data that a template is shown with.
struct PreviewSample: Sendable, Hashable {
    /// Its name for people.
    let name: String

    /// The path of the file with the variables; `nil` for none.
    var data: String?

    /// The path of the file with the packages of the session; `nil` for none.
    var session: String?
}

/// Finds the data of templates: in a folder of samples as an application records them, and in
/// files beside the templates.
///
/// | file of `shop/cart.html` | what it is |
/// |---|---|
/// | `shop/cart.json` | the variables, of the sample `cart` |
/// | `shop/cart.empty.json`, `shop/cart/empty.json` | the same of the sample `empty` |
/// | `shop/cart.session.json` | the session, of all samples without their own |
/// | `shop/cart.empty.session.json`, `shop/cart/empty.session.json` | the session of `empty` |
///
/// `.yml` and `.yaml` will do for `.json`.
struct PreviewSamples: Sendable {
    /// A folder, and the names of the files in it.
    struct Folder: Sendable {
        /// With a slash at its end, or empty for the working directory.
        let path: String
        let files: [String]
    }

    /// The folders, that whose samples come first.
    let folders: [Folder]

    /// One file for all templates, which comes before those.
    let shared: String?

    private static let session = "session"

    /// The samples of a template.
    ///
    /// - Parameters:
    ///   - template: Its name in the root.
    ///   - stems: The names of all templates without their endings: their data are not those of
    ///     a template that is called like their folder.
    /// - Returns: The samples, those of the first folder first, each name once.
    func samples(of template: String, among stems: Set<String>) -> [PreviewSample] {
        guard let stem = Self.stem(of: template) else { return [] }
        var samples = shared.map { [PreviewSample(name: Self.title($0), data: $0)] } ?? []
        var session: String?
        for folder in folders {
            let (data, sessions) = files(of: stem, in: folder, among: stems)
            for (name, path) in data where !samples.contains(where: { $0.name == name }) {
                samples.append(PreviewSample(name: name, data: path, session: sessions[name]))
            }
            session = session ?? sessions[""]
        }
        if samples.isEmpty, session != nil { samples = [PreviewSample(name: "no data")] }
        return samples.map { sample in
            var sample = sample
            sample.session = sample.session ?? session
            return sample
        }
    }

    /// The files of a template in a folder: data by the name of their sample, and sessions, that
    /// of all samples by an empty name.
    private func files(
        of stem: String,
        in folder: Folder,
        among stems: Set<String>
    ) -> (data: [(String, String)], sessions: [String: String]) {
        var data: [(String, String)] = []
        var sessions: [String: String] = [:]
        let own = stem.split(separator: "/").last.map(String.init) ?? stem
        for file in folder.files where file.hasPrefix(stem) {
            guard let ending = InputFile.dataEndings.first(where: file.hasSuffix) else { continue }
            let body = file.dropLast(ending.count)
            let rest = body.dropFirst(stem.count)
            if rest.first == "/", rest.dropFirst().contains("/") || stems.contains(String(body)) {
                continue
            }
            guard rest.isEmpty || rest.first == "/" || rest.first == "." else { continue }
            var words = rest.dropFirst().split(separator: ".").map(String.init)
            let isSession = words.last == Self.session
            if isSession { words.removeLast() }
            let name = words.joined(separator: ".")
            if isSession {
                sessions[name] = folder.path + file
            } else {
                data.append((name.isEmpty ? own : name, folder.path + file))
            }
        }
        // The one that is called as the template is comes first.
        let sorted = data.sorted { ($0.0 == own ? 0 : 1, $0.0) < ($1.0 == own ? 0 : 1, $1.0) }
        return (sorted, sessions)
    }

    /// The name of a template without its ending.
    static func stem(of template: String) -> String? {
        PageRenderer.sampleName(of: template).map { String($0.dropLast(".json".count)) }
    }

    private static func title(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let ending = InputFile.dataEndings.first(where: file.hasSuffix)
        return ending.map { String(file.dropLast($0.count)) } ?? file
    }
}

/// Reads the files of samples.
enum PreviewData {
    /// The packages of a session, by their ids.
    ///
    /// - Parameters:
    ///   - value: A mapping of packages, or one that has them under `packages`, as tests of pages
    ///     record it.
    ///   - name: What errors call it.
    /// - Returns: The values of each package.
    /// - Throws: `Diagnosis` for what holds no packages.
    static func packages(
        _ value: TemplateValue,
        _ name: String
    ) throws -> [String: [String: TemplateValue]] {
        guard case .mapping(var packages) = value else {
            throw Diagnosis("\(name): a session file holds an object of packages")
        }
        if case .mapping(let inner)? = packages["packages"] { packages = inner }
        var data: [String: [String: TemplateValue]] = [:]
        for (package, values) in zip(packages.keys, packages.values) {
            guard case .mapping(let values) = values else {
                throw Diagnosis("\(name): package '\(package)' is not an object")
            }
            data[package] = Dictionary(zip(values.keys, values.values)) { $1 }
        }
        return data
    }

    /// A session as JSON that can be edited.
    static func text(_ packages: [String: [String: TemplateValue]]) -> String {
        let mapping = TemplateMapping(
            packages.sorted { $0.key < $1.key }.map { package in
                let values = package.value.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                return (package.key, .mapping(TemplateMapping(values)))
            }
        )
        return String(decoding: JSONText(.mapping(mapping)).bytes, as: UTF8.self)
    }
}
