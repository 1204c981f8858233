// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Testing

@testable import TalismanCommand

/// Which files are the data of which template.
@Suite struct PreviewSamplesTests {
    private let files = [
        "cart.json", "cart.empty.yml", "cart.session.json", "cart.empty.session.json",
        "cart/full.json", "cart/full.session.yaml", "cart/deep/other.json", "cart/line.html",
        "cart/line.json", "cartoon.json", "shop/cart.json", "about.session.json",
    ]
    private let stems: Set<String> = ["cart", "cart/line", "shop/cart", "about", "contact"]

    private func samples(
        _ template: String,
        in folders: [PreviewSamples.Folder]? = nil
    ) -> [PreviewSample] {
        let folders = folders ?? [.init(path: "t/", files: files)]
        return PreviewSamples(folders: folders, shared: nil).samples(of: template, among: stems)
    }

    @Test func thatOfTheTemplatesNameComesFirst() {
        #expect(
            samples("cart.html") == [
                PreviewSample(name: "cart", data: "t/cart.json", session: "t/cart.session.json"),
                PreviewSample(
                    name: "empty",
                    data: "t/cart.empty.yml",
                    session: "t/cart.empty.session.json"
                ),
                PreviewSample(
                    name: "full",
                    data: "t/cart/full.json",
                    session: "t/cart/full.session.yaml"
                ),
            ]
        )
    }

    @Test func dataOfATemplateInTheFolderAreItsOwn() {
        let line = PreviewSample(name: "line", data: "t/cart/line.json")
        #expect(samples("cart/line.html") == [line])
        #expect(samples("shop/cart.html").map(\.data) == ["t/shop/cart.json"])
    }

    @Test func aSessionAloneWillDo() {
        #expect(
            samples("about.html")
                == [PreviewSample(name: "no data", session: "t/about.session.json")]
        )
        #expect(samples("contact.html").isEmpty)
    }

    @Test func recordedSamplesComeBeforeThoseBesideTheTemplates() {
        let folders: [PreviewSamples.Folder] = [
            .init(path: "r/", files: ["cart.json", "cart.recorded.json"]),
            .init(path: "t/", files: files),
        ]
        #expect(
            samples("cart.html", in: folders).map(\.data) == [
                "r/cart.json", "r/cart.recorded.json", "t/cart.empty.yml", "t/cart/full.json",
            ]
        )
    }

    @Test func oneFileIsForAllTemplates() {
        let samples = PreviewSamples(folders: [], shared: "data/all.yml")
        #expect(
            samples.samples(of: "contact.html", among: stems)
                == [PreviewSample(name: "all", data: "data/all.yml")]
        )
    }

    @Test func sessionsOfTestsArePackagesToo() throws {
        let plain = try TemplateValue(json: #"{"shop": {"count": 1}}"#)
        let recorded = try TemplateValue(
            json: #"{"principal": "ada", "packages": {"shop": {"count": 1}}}"#
        )
        for value in [plain, recorded] {
            let packages = try PreviewData.packages(value, "x")
            #expect(packages.keys.sorted() == ["shop"])
            #expect(packages["shop"]?["count"]?.textForm == "1")
        }
    }
}
