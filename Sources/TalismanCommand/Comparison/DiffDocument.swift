// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// The report as one page of HTML, pictures included.
struct DiffDocument {
    let report: DiffReport

    /// The bytes of the page.
    ///
    /// - Throws: `TemplateError`, which is a fault of the command.
    func bytes() throws(TemplateError) -> [UInt8] {
        let source = try TemplateSource(name: "report.html", bytes: PackageResources.report_html)
        let template = try Template(source)
        let groups = report.groups.map { group in
            TemplateValue.mapping([
                "title": .string(DiffReport.title(of: group.causes)),
                "pages": .list(group.pages.map(Self.value)),
            ])
        }
        let quiet = report.pages.filter { !$0.isVisible }.map(Self.value)
        return try template.render(
            TemplateContext([
                "base": .string(report.base), "head": .string(report.head),
                "summary": .string(report.summary), "groups": .list(groups),
                "quiet": .list(quiet), "remark": report.remark.map { .string($0) } ?? .nothing,
            ])
        ).utf8.map { $0 }
    }

    private static func value(_ page: ComparedPage) -> TemplateValue {
        .mapping([
            "title": .string(page.title), "summary": .string(page.summary),
            "details": .list(page.details.map { .string($0) }),
            "accessibility": .string(page.accessibility.joined(separator: "\n")),
            "old": picture(page.pictures?.old), "new": picture(page.pictures?.new),
            "looks_the_same": .bool(page.pictures.map { !$0.differ } ?? false),
        ])
    }

    private static func picture(_ bytes: [UInt8]?) -> TemplateValue {
        bytes.map { .string("data:image/png;base64,\(Data($0).base64EncodedString())") } ?? .nothing
    }
}
