// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import PageTemplates

@Suite struct RecentNamesTests {
    @Test func oneListingServesManyErrors() {
        let names = RecentNames()
        var listings = 0
        for _ in 0..<100 {
            let found = names.names {
                listings += 1
                return ["page.html"]
            }
            #expect(found == ["page.html"])
        }
        // A slow machine may take more than a second.
        #expect(listings < 10)
    }

    @Test func aMissingFileSuggestsNamesButItsVersionDoesNot() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("x".utf8).write(to: folder.appending(path: "page.html"))
        let loader = FileTemplateLoader(root: folder.path())
        let load = #expect(throws: TemplateError.self) { try loader.load("pgae.html") }
        #expect(load?.notes.map(\.message) == ["did you mean 'page.html'?"])
        let version = #expect(throws: TemplateError.self) { try loader.version(of: "pgae.html") }
        #expect(version?.code == .templateNotFound)
        #expect(version?.notes.isEmpty == true)
    }
}
