// SPDX-License-Identifier: Apache-2.0

#if DEBUG
package import PageTemplates
import Synchronization

/// What a developer sees of the pages of a request: from which line each element comes, and with
/// which variables a page failed.
///
/// Pages that a `PageRenderer` in development renders inside of ``run(_:)`` have the places of their
/// elements in an attribute, and a script at their end; all others have neither. Release builds
/// have none of it. `Sendable`.
package final class PageInspection: Sendable {
    /// That of the request that is being answered.
    @TaskLocal static var current: PageInspection?

    /// The attribute with the places, which no template has by chance.
    static let attribute =
        "data-talisman-\(String(UInt64.random(in: .min ... .max), radix: 36))"

    /// The templates with the places of their elements; nil in production.
    static func library(_ library: TemplateLibrary, in mode: PageMode) -> TemplateLibrary? {
        mode == .development ? library.writingPlaces(in: attribute) : nil
    }

    private let script: String
    private let failed = Mutex<TemplateContext?>(nil)

    /// Makes the inspection of a request.
    ///
    /// - Parameter script: what runs in the pages; the name of the attribute is the `data-places`
    ///   of its element.
    package init(script: String) {
        self.script = script
    }

    /// Runs what makes a response.
    ///
    /// - Throws: what that throws.
    package func run<Response>(_ body: () async throws -> Response) async rethrows -> Response {
        try await Self.$current.withValue(self, operation: body)
    }

    /// The variables of the page that failed last; nil where none did.
    ///
    /// Those of a model are computed for it.
    package var variables: TemplateMapping? { failed.withLock { $0 }?.variables }

    func noteFailure(with context: TemplateContext) {
        failed.withLock { $0 = context }
    }

    /// A page with the script, where it is a whole one of HTML.
    func adding(to page: RenderedPage) -> RenderedPage {
        guard page.mode == .html, Self.isWhole(page.bytes) else { return page }
        PageCode.current?.tool = script
        let element = "<script data-places=\"\(Self.attribute)\">\(script)</script>"
        return RenderedPage(
            bytes: page.bytes + Array(element.utf8),
            mode: page.mode,
            templateName: page.templateName,
            dependsOnSession: page.dependsOnSession
        )
    }

    /// Whether a page is no part of one: a script behind its end is still run.
    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let start = bytes.drop { $0 <= 0x20 }.prefix(16)
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return true }
        let tag = Array("</body".utf8)
        return stride(from: bytes.count - tag.count, through: 0, by: -1).contains { start in
            zip(bytes[start...], tag).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
    }
}
#endif
