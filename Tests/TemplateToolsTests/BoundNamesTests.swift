// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import Testing

@testable import TemplateTools

/// The names that a template binds at a place.
@Suite struct BoundNamesTests {
    private let text = """
        <div tal:define="one string:1; (two, three) python:(1, 2)">
          <p tal:repeat="item items" tal:define="one string:2">${item}</p>
          <b metal:define-macro="box" tal:define="four string:4">x</b>
          <i metal:define-macro="line"></i>
        </div>
        """

    private func names(at mark: String) throws -> [String] {
        let source = try TemplateSource(name: "page.html", text: text)
        let offset = try #require(text.range(of: mark)).lowerBound.utf16Offset(in: text)
        return BoundNames.at(offset, in: source, TemplateConfiguration())
            .map { "\($0.text) \($0.origin.rawValue)" }
    }

    @Test func theInnermostComesLast() throws {
        #expect(
            try names(at: "${item}")
                == ["two define", "three define", "one define", "item repeat"]
        )
        #expect(try names(at: "x</b>").last == "four define")
    }

    @Test func whatIsBoundBehindAPlaceDoesNotCount() throws {
        #expect(try names(at: "string:1").map { $0 } == ["one define"])
    }

    @Test func macrosAreInTheOrderOfTheSource() throws {
        let source = try TemplateSource(name: "page.html", text: text)
        #expect(BoundNames.macros(of: source, TemplateConfiguration()) == ["box", "line"])
    }
}
