// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import PageTemplatesTesting
import Synchronization
import Talisman
import TalismanTesting
import TestSupport
import Testing
import WebSessions
import WebSessionsTesting

/// Pages in files, beside what they are made of.
@Suite struct PageSnapshotTests {
    private let folder: TemporaryFolder
    private let site: SessionTestSite

    init() throws {
        folder = try TemporaryFolder()
        site = try SessionTestSite()
        try folder.write(
            "Templates/cart.html",
            """
            <p>${request/language} ${count}
            <b tal:content="request/session:shop.user/name | default">nobody</b></p>

            """
        )
        try folder.write("Pages/cart/one.json", #"{"count": 1}"#)
    }

    private func snapshots(
        languages: [String] = [],
        recording: GoldenRecording = .never,
        attach: @escaping @Sendable (String, String) -> Void = { _, _ in }
    ) -> PageSnapshots {
        PageSnapshots(
            directory: "\(folder.path)/Pages",
            templates: "\(folder.path)/Templates",
            languages: languages,
            recording: recording,
            attach: attach
        )
    }

    private func check(_ snapshots: PageSnapshots) async -> [String: PageSnapshotFailure.Reason?] {
        let library = TemplateLibrary(
            root: "\(folder.path)/Templates",
            configuration: .talisman
        )
        let pages = PageRenderer(library, languages: PageLanguages(standard: "en", others: ["de"]))
        var reasons: [String: PageSnapshotFailure.Reason?] = [:]
        for snapshot in snapshots.all {
            do throws(PageSnapshotFailure) {
                try await snapshots.check(snapshot) { try await $0.page(from: pages, site: site) }
                reasons[snapshot.name] = .some(nil)
            } catch {
                reasons[snapshot.name] = error.reason
            }
        }
        return reasons
    }

    @Test func aStateIsRecordedAndThenCompared() async throws {
        #expect(await check(snapshots()) == ["cart/one": .expectationMissing])
        #expect(await check(snapshots(recording: .missing)) == ["cart/one": .recorded])
        #expect(folder.text("Pages/cart/one.expected.html") == "<p>en 1\n<b>nobody</b></p>\n")
        #expect(await check(snapshots()) == ["cart/one": nil])
        #expect(await check(snapshots(recording: .missing)) == ["cart/one": .recordingIsOn])
        try folder.write("Pages/cart/one.json", #"{"count": 2}"#)
        #expect(await check(snapshots()) == ["cart/one": .mismatch])
        #expect(await check(snapshots(recording: .failed)) == ["cart/one": .recorded])
        #expect(await check(snapshots()) == ["cart/one": nil])
    }

    @Test func aStateHasASessionAndLanguages() async throws {
        try folder.write(
            "Pages/cart/ada.session.json",
            #"{"principal": "ada", "packages": {"shop.user": {"name": "Ada"}}}"#
        )
        try folder.write("Pages/cart/ada.json", #"{"count": 3}"#)
        let names = ["cart/ada@de", "cart/ada@en", "cart/one@de", "cart/one@en"]
        let all = snapshots(languages: ["en", "de"], recording: .all)
        #expect(all.all.map(\.name) == names)
        #expect(await check(all).values.allSatisfy { $0 == .recorded })
        #expect(folder.text("Pages/cart/ada@de.expected.html") == "<p>de 3\n<b>Ada</b></p>\n")
        #expect(folder.text("Pages/cart/one@en.expected.html") == "<p>en 1\n<b>nobody</b></p>\n")
    }

    @Test(arguments: ["cart/one@de.json", "cart/one@de.session.json"])
    func aFileThatNobodyReadsIsNoSnapshot(name: String) async throws {
        try folder.write("Pages/\(name)", "{}")
        #expect(await check(snapshots(recording: .missing))[name] == .misplaced)
    }

    @Test func aFileOfNoTemplateIsNoSnapshot() async throws {
        try folder.write("Pages/card.json", "{}")
        #expect(await check(snapshots())["card"] == .misplaced)
        let none = PageSnapshots(directory: "\(folder.path)/none", templates: folder.path)
        #expect(await check(none).values.allSatisfy { $0 == .misplaced })
        #expect(none.all.count == 1)
    }

    @Test func aTemplateThatFailsShowsItsReport() async throws {
        try folder.write("Pages/cart/one.json", "{}")
        let snapshots = snapshots()
        let error = await #expect(throws: PageSnapshotFailure.self) {
            try await snapshots.check(snapshots.all[0]) { snapshot in
                let library = TemplateLibrary(
                    root: "\(folder.path)/Templates",
                    configuration: .talisman
                )
                return try await snapshot.page(from: PageRenderer(library), site: site)
            }
        }
        #expect(error?.reason == .failed)
        #expect(error?.details.contains("cart.html:1") == true)
    }

    @Test func aFailureNamesItsFilesAndShowsBothPages() async throws {
        try folder.write("Pages/cart/one.expected.html", "old 2026-03-01\n")
        let attachments = Mutex<[String: String]>([:])
        let snapshots = snapshots { name, text in attachments.withLock { $0[name] = text } }
        let error = await #expect(throws: PageSnapshotFailure.self) {
            try await snapshots.check(snapshots.all[0], masking: [.dates]) { _ in
                Array("new 2026-03-02T10:00:00Z\n".utf8)
            }
        }
        let attached = attachments.withLock(\.self)
        #expect(attached["expected.html"] == "old DATE\n")
        #expect(attached["actual.html"] == "new DATE\n")
        #expect(attached["difference.txt"]?.contains("+ new DATE") == true)
        let text = error?.description ?? ""
        #expect(text.contains("TALISMAN_RECORD=failed swift test"))
        for file in ["one.expected.html", "one.json", "one.session.json", "cart.html"] {
            #expect(text.contains(file))
        }
    }

    @Test(arguments: [
        (PageMask.dates, "on 2026-03-01 at 2026-03-01T10:00:00.5+01:00.", "on DATE at DATE."),
        (.uuids, "id='0F8FAD5B-D9CB-469F-A165-70867728950E'", "id='ID'"),
        (.tokens, "value=\"v1.0123456789_0123456789-0123456789\" short", "value=\"TOKEN\" short"),
        (.tokens, "a-name-that-is-short", "a-name-that-is-short"),
    ])
    func masksHideWhatChanges(mask: PageMask, text: String, masked: String) async throws {
        try folder.write("Pages/cart/one.expected.html", masked)
        let snapshots = snapshots()
        try await snapshots.check(snapshots.all[0], masking: [mask]) { _ in Array(text.utf8) }
    }

    @Test func aMaskThatIsNoExpressionIsRefused() throws {
        #expect(throws: (any Error).self) { try PageMask("(", as: "x") }
    }
}
