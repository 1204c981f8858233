// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The documents that an editor has open, by their paths in the project.
struct Documents {
    private(set) var texts: [String: EditedText] = [:]
    let encoding: PositionEncoding

    init(_ encoding: PositionEncoding) {
        self.encoding = encoding
    }

    subscript(path: String) -> EditedText? { texts[path] }

    /// The paths, sorted.
    var paths: [String] { texts.keys.sorted() }

    mutating func open(_ path: String, _ item: Wire.OpenParams.Item) {
        texts[path] = EditedText(
            uri: item.uri,
            version: item.version,
            text: item.text,
            encoding
        )
    }

    mutating func change(_ path: String, _ parameters: Wire.ChangeParams) {
        texts[path]?.apply(parameters.contentChanges, version: parameters.textDocument.version)
    }

    mutating func close(_ path: String) {
        texts[path] = nil
    }
}

/// Paths of files as URIs.
enum FileURI {
    /// The absolute path of a file; `nil` for what is none.
    static func path(of uri: String) -> String? {
        guard let url = URL(string: uri), url.isFileURL else { return nil }
        let path = url.standardizedFileURL.path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The URI of an absolute path.
    static func uri(of path: String) -> String { URL(filePath: path).absoluteString }
}
