// SPDX-License-Identifier: Apache-2.0

import TemplateTools

/// The page around a preview: a list of stories, the panel, the overlay for errors.
enum PreviewShell {
    /// The files by their names.
    private static let files: [String: (type: String, bytes: [UInt8])] = [
        "preview.css": ("text/css; charset=utf-8", PackageResources.preview_css),
        "preview.js": ("text/javascript; charset=utf-8", PackageResources.preview_js),
        "morph.js": ("text/javascript; charset=utf-8", PackageResources.morph_js),
        "files.js": ("text/javascript; charset=utf-8", PackageResources.files_js),
    ]

    /// The page itself; nothing but its own files runs in it.
    static var page: PreviewAnswer {
        PreviewAnswer(
            fields: [
                ("content-type", "text/html; charset=utf-8"),
                (
                    "content-security-policy",
                    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                ),
            ],
            body: PackageResources.preview_html
        )
    }

    /// A file of the page; `nil` where there is none of the name.
    static func file(_ name: String) -> PreviewAnswer? {
        let own = files[name] ?? DevelopmentFiles.named(name).map { ($0.type, $0.bytes) }
        return own.map { PreviewAnswer(fields: [("content-type", $0.type)], body: $0.bytes) }
    }
}

/// What files are, by the endings of their names.
enum MediaTypes {
    private static let types: [String: String] = [
        "avif": "image/avif", "css": "text/css; charset=utf-8", "csv": "text/csv; charset=utf-8",
        "gif": "image/gif", "htm": "text/html; charset=utf-8", "html": "text/html; charset=utf-8",
        "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "js": "text/javascript; charset=utf-8", "json": "application/json",
        "mjs": "text/javascript; charset=utf-8", "mp3": "audio/mpeg", "mp4": "video/mp4",
        "otf": "font/otf", "pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml",
        "ttf": "font/ttf", "txt": "text/plain; charset=utf-8", "wasm": "application/wasm",
        "webm": "video/webm", "webmanifest": "application/manifest+json", "webp": "image/webp",
        "woff": "font/woff", "woff2": "font/woff2", "xml": "application/xml",
    ]

    /// The type of a file; that of bytes of any kind where the ending is not known.
    static func type(of name: String) -> String {
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        return types[ending] ?? "application/octet-stream"
    }
}
