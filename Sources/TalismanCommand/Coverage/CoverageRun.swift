// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools

/// Renders the pages of a folder and counts what they reach.
struct CoverageRun {
    let preview: Preview
    let recorder: CoverageRecorder

    /// The languages of the pages; `nil` for that of the source.
    let languages: [String?]

    /// What applications have recorded.
    let recorded: [RecordedCoverage]

    /// What was counted, and the pages that do not render.
    struct Result {
        var report: CoverageReport
        var failures: [Failure]
    }

    /// A page that does not render.
    struct Failure {
        let query: PreviewQuery

        /// Why, in words.
        let text: String

        /// Whether there are no data for it.
        let isWithoutData: Bool
    }

    /// Renders all pages.
    ///
    /// A template without data that does not render counts as if nobody had tried, and is no failure
    /// where others reach it: it has macros, and is no page.
    ///
    /// - Returns: What was counted; `nil` where there is no template.
    /// - Throws: `TemplateError` or `Diagnosis` for a manifest or a catalog that is none.
    func result() throws -> Result? {
        let templates = try preview.stories().templates
        guard !templates.isEmpty else { return nil }
        // What does not compile fails again below, where it is told.
        for template in templates { try? preview.compile(template.name) }
        var tries = RecordedCoverage()
        let failures = templates.flatMap { $0.queries(in: languages) }.compactMap { query in
            failure(query, &tries)
        }
        var report = CoverageReport(recorder.coverage)
        report.remove(tries)
        for recorded in recorded { report.add(recorded) }
        let reached = Set(report.files.filter { $0.ratio().reached > 0 }.map(\.name))
        return Result(
            report: report,
            failures: failures.filter { failure in
                !failure.isWithoutData || !reached.contains(failure.query.template)
            }
        )
    }

    /// Renders a page; what one without data has reached before it fails is added to the tries.
    private func failure(_ query: PreviewQuery, _ tries: inout RecordedCoverage) -> Failure? {
        let before = RecordedCoverage(recorder.coverage)
        do throws(PreviewFailure) {
            _ = try preview.page(query)
            return nil
        } catch {
            if error.isWithoutData {
                tries.add(RecordedCoverage(recorder.coverage).growth(since: before))
            }
            return Failure(query: query, text: error.text, isWithoutData: error.isWithoutData)
        }
    }
}
