import Foundation
import Talisman
import TalismanTesting
import Testing
import WebSessionsTesting

/// The pages as they are recorded in the folder Pages, in both languages.
///
/// After a change that is meant, record them: TALISMAN_RECORD=all swift test
@Suite struct PageTests {
    static let snapshots = PageSnapshots(
        directory: "Pages",
        templates: "../../Templates",
        languages: ["en", "de"]
    ) { name, text in
        Attachment.record(text, named: name)
    }

    @Test(arguments: snapshots.all)
    func isAsRecorded(_ snapshot: PageSnapshot) async throws {
        let pages = try PageRenderer(folder: "Templates", catalogs: "Templates/locales")
        let site = try SessionTestSite()
        try await Self.snapshots.check(snapshot) { try await $0.page(from: pages, site: site) }
    }
}
