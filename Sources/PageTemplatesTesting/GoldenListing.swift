// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The files of a folder, sorted into cases.
struct GoldenListing {
    let cases: [GoldenCase]

    /// A file by what it is to its case.
    private enum Role: Hashable {
        case template(TemplateMode)
        case expectation(String)
        case data
        case ignoreRules
    }

    init(_ directory: String) {
        do {
            let files = Self.rolesByName(try Files.below(directory))
            let found = files.keys.sorted().flatMap { name in
                Self.cases(name, files[name] ?? [], in: directory)
            }
            let none = GoldenCase(directory, in: directory, defect: "the folder has no cases")
            cases = found.isEmpty ? [none] : found
        } catch {
            cases = [GoldenCase(directory, in: directory, defect: "no such folder: \(error)")]
        }
    }

    private static let roles: [(suffix: String, role: Role)] =
        ["html", "xml", "txt"].map { (".expected.\($0)", .expectation($0)) }
        + TemplateMode.allCases.map { (".\($0.fileExtension)", .template($0)) }
        + [(".json", .data), (".ignore", .ignoreRules)]

    private static func rolesByName(_ paths: [String]) -> [String: Set<Role>] {
        var names: [String: Set<Role>] = [:]
        for path in paths where !belongsToOthers(path) {
            guard let (suffix, role) = roles.first(where: { path.hasSuffix($0.suffix) }) else {
                continue
            }
            names[String(path.dropLast(suffix.count)), default: []].insert(role)
        }
        return names
    }

    /// Whether a file, or a folder it is in, is hidden or starts with `_`.
    private static func belongsToOthers(_ path: String) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix("_") || $0.hasPrefix(".") }
    }

    /// The case that the files of one name make, and an entry for each file
    /// that does not belong to it.
    private static func cases(
        _ name: String,
        _ roles: Set<Role>,
        in directory: String
    ) -> [GoldenCase] {
        let modes = TemplateMode.allCases.filter { roles.contains(.template($0)) }
        var found = modes.map { GoldenCase(name, mode: $0, in: directory) }
        for (role, ending) in [(Role.data, "json"), (.ignoreRules, "ignore")]
        where modes.isEmpty && roles.contains(role) {
            found.append(.init(name, in: directory, defect: "\(name).\(ending) has no template"))
        }
        let used = Set(found.map(\.expectationPath))
        for case .expectation(let suffix) in roles {
            let file = "\(name).expected.\(suffix)"
            guard !used.contains("\(directory)/\(file)") else { continue }
            found.append(.init(name, in: directory, defect: "\(file) has no template"))
        }
        return found
    }
}

extension TemplateMode {
    /// How the names of its templates end.
    var fileExtension: String {
        switch self {
        case .html: "html"
        case .xml: "xml"
        case .text: "txt"
        }
    }
}

extension GoldenCase {
    init(
        _ name: String,
        mode: TemplateMode = .html,
        in directory: String,
        defect: String? = nil
    ) {
        self.init(name: name, mode: mode, directory: directory, defect: defect)
    }
}
