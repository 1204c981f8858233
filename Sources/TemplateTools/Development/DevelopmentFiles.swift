// SPDX-License-Identifier: Apache-2.0

/// The files with which browsers show developers what is wrong with a template, and where an
/// element of a page comes from.
package enum DevelopmentFiles {
    /// The folder of their addresses, in which no site has anything.
    package static let folder = "/_talisman/"

    /// A file, and the type that browsers are told.
    package struct File: Sendable {
        package let type: String
        package let bytes: [UInt8]
    }

    private static let script = "text/javascript; charset=utf-8"

    /// The files by their names.
    private static let files: [String: File] = [
        "overlay.css": File(type: "text/css; charset=utf-8", bytes: PackageResources.overlay_css),
        "overlay.js": File(type: script, bytes: PackageResources.overlay_js),
        "open.js": File(type: script, bytes: PackageResources.open_js),
        "error_page.js": File(type: script, bytes: PackageResources.error_page_js),
    ]

    /// A file; `nil` where there is none of the name.
    package static func named(_ name: String) -> File? { files[name] }

    /// The script that stands in a page and leads from its elements to their lines.
    ///
    /// It is one text without imports, which a policy of the page can allow by its hash.
    package static let clickToSource: String = {
        let parts = [PackageResources.open_js, PackageResources.click_to_source_js]
        let text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        return "(() => {\n\(text.replacing("export ", with: ""))})();"
    }()
}
