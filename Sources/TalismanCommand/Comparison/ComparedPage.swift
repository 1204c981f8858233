// SPDX-License-Identifier: Apache-2.0

import PageTemplatesTesting

/// A page at two revisions.
struct ComparedPage {
    /// Which page it is, with its data and its language.
    let query: PreviewQuery

    var verdict: Verdict

    /// The files that are different and that the page is made of.
    var causes: [String] = []

    /// What assistive technology is told no longer, `-`, and what now, `+`, one a line.
    var accessibility: [String] = []

    /// The pictures of both, where some were taken.
    var pictures: Pictures?

    struct Pictures {
        let old: [UInt8]?
        let new: [UInt8]?

        /// Whether something looks otherwise.
        var differ: Bool { old != new }
    }

    /// What became of it.
    enum Verdict {
        /// Not a byte is different.
        case same

        /// Nothing that a browser shows: white space, comments, or how it is written.
        case invisible

        /// Only a style sheet is different.
        case restyled
        case changed([PageChange])
        case added
        case removed

        /// It rendered at the older revision and does not any more.
        case broken(String)

        /// It did not render at the older revision.
        case mended

        /// It renders at neither; for want of data, perhaps.
        case unrendered(String)
    }

    /// Whether there is something to look at.
    var isVisible: Bool {
        switch verdict {
        case .same, .invisible, .unrendered: false
        case .restyled, .changed, .added, .removed, .broken, .mended: true
        }
    }

    /// The name for people: `cart.html (empty, de)`.
    var title: String { query.title }

    /// What became of it in a few words.
    var summary: String {
        switch verdict {
        case .same: "the same"
        case .invisible: "no visible change"
        case .restyled: "another style sheet"
        case .changed(let changes): changes.count == 1 ? "1 change" : "\(changes.count) changes"
        case .added: "new"
        case .removed: "gone"
        case .broken: "does not render any more"
        case .mended: "renders again"
        case .unrendered: "does not render"
        }
    }

    /// The changes, or why it does not render, one a line.
    var details: [String] {
        switch verdict {
        case .changed(let changes):
            changes.map { change in
                change.place.map { "\(change)  [\($0)]" } ?? "\(change)"
            }
        case .broken(let text), .unrendered(let text):
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        case .same, .invisible, .restyled, .added, .removed, .mended: []
        }
    }
}
