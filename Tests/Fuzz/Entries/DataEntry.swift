// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// Reads data in JSON, and puts values at places of every kind.
///
/// The input is JSON, or else a text. What is a text must stay within its place; what is not is
/// only rendered, because JSON can hold trusted values.
enum DataEntry {
    static func run(_ input: [UInt8]) throws {
        let text = String(decoding: input, as: UTF8.self)
        for place in Place.all { try check(place, text) }
        do {
            try check(TemplateValue(json: input))
        } catch let error as TemplateError {
            _ = error.description
            try require(error.code == .invalidData, "JSON gives the error \(error.code)")
        }
    }

    /// What is written is read as the same, and can be put anywhere.
    private static func check(_ value: TemplateValue) throws {
        let written = JSONText(value).bytes
        let again = try? TemplateValue(json: written)
        try require(
            again.map { JSONText($0).bytes } == written,
            "JSON changes as it is read: \(String(decoding: written, as: UTF8.self))"
        )
        for place in Place.all {
            do throws(TemplateError) {
                _ = try place.template.render(TemplateContext(["x": value]))
            } catch {
                _ = error.description
            }
        }
    }

    private static func check(_ place: Place, _ text: String) throws {
        let page: String
        do throws(TemplateError) {
            page = try place.template.render(TemplateContext(["x": .string(text)]))
        } catch {
            try require(place.refuses(error.code), "\(place.source) refuses a text: \(error)")
            return
        }
        try place.check(page, text)
    }
}
