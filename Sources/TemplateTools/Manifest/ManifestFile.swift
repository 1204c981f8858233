// SPDX-License-Identifier: Apache-2.0

import Foundation
public import PageTemplates

/// The file `.talisman.yml` beside templates, with what they need of their application.
///
/// ```yaml
/// dialect: chameleon
/// expressionTypes: [provider, tile]
/// namespaces: [fmt]
/// functions: [test, format_date]
/// variables: [context, request, view]
/// ```
///
/// A file counts for the templates of its folder and those below it; the nearest one counts.
public enum ManifestFile: Sendable {
    /// What the file is called.
    public static let name = ".talisman.yml"

    /// The largest file that is read, in bytes.
    private static let largest = 1_000_000

    /// Reads the manifest of a file.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: What it says.
    /// - Throws: `TemplateError` with the code `templateUnreadable`, or `invalidManifest` and
    ///   the place in the file.
    public static func manifest(at path: String) throws(TemplateError) -> TemplateManifest {
        try manifest(reading: text(at: path), of: path)
    }

    /// The text of a file, which is read only where it can be a manifest.
    static func text(at path: String) throws(TemplateError) -> String {
        let data: Data
        do {
            let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            let attributes = try FileManager.default.attributesOfItem(atPath: target)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw CocoaError(.fileReadUnknown)
            }
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            data = try handle.read(upToCount: largest + 1) ?? Data()
        } catch {
            throw TemplateError(.templateUnreadable, "'\(path)' cannot be read")
        }
        guard data.count <= largest else {
            throw TemplateError(.templateUnreadable, "'\(path)' has more than \(largest) bytes")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw TemplateError(.invalidManifest, "'\(path)' is not UTF-8")
        }
        return text
    }

    /// Reads the text of a manifest.
    ///
    /// - Parameters:
    ///   - text: The text, YAML.
    ///   - name: The name of the file, as errors show it.
    /// - Returns: What it says.
    /// - Throws: `TemplateError` with the code `invalidManifest` and the place in the text.
    public static func manifest(
        reading text: String,
        of name: String = name
    ) throws(TemplateError) -> TemplateManifest {
        try ManifestReader(name: name, text: text).manifest()
    }

    /// The nearest manifest file of a folder: in it, or in a folder around it.
    ///
    /// The search ends at the folder that holds a `.git`. Where there is none, it does not leave
    /// the working directory, and of a folder elsewhere looks at nothing but the folder: files of
    /// strangers do not count.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Returns: The path of the file, in the way that `folder` is written where it is in it;
    ///   `nil` where there is none.
    public static func nearest(to folder: String) -> String? {
        let files = FileManager.default
        if files.fileExists(atPath: path(in: folder)) { return path(in: folder) }
        let start = URL(filePath: folder.isEmpty ? "." : folder).standardizedFileURL.path
        let around = sequence(first: start) { path in
            path == "/" ? nil : URL(filePath: path).deletingLastPathComponent().path
        }
        let folders = Array(around)
        let last =
            folders.firstIndex {
                files.fileExists(atPath: URL(filePath: $0).appending(path: ".git").path)
            }
            ?? folders.firstIndex(of: files.currentDirectoryPath) ?? 0
        return folders[...last].lazy.map(path).first { files.fileExists(atPath: $0) }
    }

    /// The path of the manifest in a folder; that of the working directory may be empty.
    public static func path(in folder: String) -> String {
        guard !folder.isEmpty, folder != "." else { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
