// SPDX-License-Identifier: Apache-2.0

import PageTemplatesTesting

/// The files of a folder, as snapshots.
struct SnapshotListing {
    let folder: String
    let templates: String

    private static let endings = [".expected.html", ".session.json", ".json", ".ignore"]

    func snapshots(languages: [String]) -> [PageSnapshot] {
        do {
            let files = try Files.below(folder)
            let names = Set(files.compactMap(Self.name))
            let states = Set(names.map { Self.parts($0).state })
            let wanted = states.flatMap { state in languages.map { "\(state)@\($0)" } }
            let found = names.union(wanted).sorted().map(Self.parts)
            guard !found.isEmpty else { return [defect("the folder has no snapshots")] }
            // A file of variables is that of its languages, where there are some.
            let withLanguage = Set(found.filter { $0.language != nil }.map(\.state))
            let kept = found.filter { parts in
                parts.language != nil || !withLanguage.contains(parts.state)
                    || files.contains(parts.state + Self.endings[0])
            }
            return kept.map(snapshot) + files.filter(Self.isUnread).map(unread)
        } catch {
            return [defect("no such folder: \(error)")]
        }
    }

    /// Whether a file says what goes into a page in one language, which nobody reads.
    private static func isUnread(_ path: String) -> Bool {
        name(of: path).map { parts($0).language != nil } ?? false && !path.hasSuffix(endings[0])
    }

    private func unread(_ path: String) -> PageSnapshot {
        let problem = "\(path) is not read: data and session are those of all languages"
        return PageSnapshot(path, in: folder, defect: problem)
    }

    private struct Parts {
        let state: String
        let language: String?
    }

    private static func parts(_ name: String) -> Parts {
        guard let at = name.lastIndex(of: "@") else { return Parts(state: name, language: nil) }
        return Parts(state: String(name[..<at]), language: String(name[name.index(after: at)...]))
    }

    /// The name of the snapshot that a file belongs to; nil for a file of others.
    private static func name(of path: String) -> String? {
        let isOthers = path.split(separator: "/").contains { "_.".contains($0.prefix(1)) }
        guard !isOthers, let ending = endings.first(where: { path.hasSuffix($0) }) else {
            return nil
        }
        return String(path.dropLast(ending.count))
    }

    private func snapshot(_ parts: Parts) -> PageSnapshot {
        guard let template = template(of: parts.state) else {
            let problem = "there is no template \(parts.state).html in \(templates)"
            return PageSnapshot(parts.state, language: parts.language, in: folder, defect: problem)
        }
        return PageSnapshot(
            parts.state,
            language: parts.language,
            template: template,
            in: folder
        )
    }

    /// The longest part of the name, up to a slash, that is a template; the rest is the state.
    private func template(of state: String) -> String? {
        var name = state[...]
        while !Files.exist("\(templates)/\(name).html") {
            guard let slash = name.lastIndex(of: "/") else { return nil }
            name = name[..<slash]
        }
        return "\(name).html"
    }

    private func defect(_ problem: String) -> PageSnapshot {
        PageSnapshot(folder, in: folder, defect: problem)
    }
}
