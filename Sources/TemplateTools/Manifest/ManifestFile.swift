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
        return try manifest(reading: text, of: path)
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
    /// The search ends at the folder that holds a `.git`, if there is one.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Returns: The path of the file, in the way that `folder` is written where it can be;
    ///   `nil` where there is none.
    public static func nearest(to folder: String) -> String? {
        let files = FileManager.default
        let written = folder.isEmpty ? "." : folder
        var url = URL(filePath: written, directoryHint: .isDirectory).standardizedFileURL
        let here =
            written == "." ? name : written.hasSuffix("/") ? written + name : "\(written)/\(name)"
        if files.fileExists(atPath: here) { return here }
        while url.path() != "/",
            !files.fileExists(atPath: url.appending(path: ".git").path(percentEncoded: false))
        {
            url = url.deletingLastPathComponent()
            let path = url.appending(path: name).path(percentEncoded: false)
            if files.fileExists(atPath: path) { return path }
        }
        return nil
    }
}
