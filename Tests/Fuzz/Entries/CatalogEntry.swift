// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// Reads catalogs of translations, and asks them for each of their texts.
enum CatalogEntry {
    static func runPO(_ input: [UInt8]) throws {
        try check { () throws(TemplateError) in try POReader.read(input, name: "de.po") }
    }

    static func runMO(_ input: [UInt8]) throws {
        try check { () throws(TemplateError) in try MOReader.read(input, name: "de.mo") }
    }

    private static func check(_ read: () throws(TemplateError) -> Catalog) throws {
        do {
            try ask(read())
        } catch let error as TemplateError {
            _ = error.description
            try require(
                error.code == .invalidCatalog,
                "a catalog gives the error \(error.code)"
            )
        }
    }

    /// A rule that a catalog was accepted with has a form for all small numbers, and an error for
    /// others.
    private static func ask(_ catalog: Catalog) throws {
        for key in catalog.entries.keys.prefix(50) {
            for count in [nil, 0, 1, 7, 1000, -1, .max, .min] as [Int?] {
                let message = TemplateMessage(key.id, context: key.context, count: count)
                do {
                    _ = try catalog.text(of: message)
                } catch {
                    try require(
                        error.code == .translationFailed && !(0...1000).contains(count ?? 0),
                        "\(error.code) for \(count ?? 0)"
                    )
                }
            }
        }
    }
}
