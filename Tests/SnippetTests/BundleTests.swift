// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Logging
import Talisman
import Testing

/// Templates that are resources of their target.
@Suite struct BundleTests {
    @Test(arguments: PageMode.allCases) func theyAreRendered(mode: PageMode) async throws {
        let folder = Bundle.module.bundleURL.appending(path: "Templates").path
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pages = try PageRenderer(folder: folder, mode: mode, logger: logger)
        let page = try await pages.page(
            "about.html",
            ["title": "Us"],
            for: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/"),
            session: nil,
            logger: logger
        )
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<h1>Us</h1>\n")
    }
}
