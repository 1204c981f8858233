// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateTools

/// The report of coverage as one page of HTML, with the sources.
struct CoverageDocument {
    let report: CoverageReport

    /// What the templates are called together.
    let root: String

    /// A template by its name; `nil` for one that cannot be read any more.
    let source: (String) -> TemplateSource?

    /// The bytes of the page.
    ///
    /// - Throws: `TemplateError`, which is a fault of the command.
    func bytes() throws(TemplateError) -> [UInt8] {
        let page = try TemplateSource(name: "coverage.html", bytes: PackageResources.coverage_html)
        let files = report.files.enumerated().map { number, file in
            TemplateValue.mapping([
                "name": .string(file.name), "anchor": .string("file-\(number + 1)"),
                "cells": Self.list(file.cells), "missing": Self.list(file.absences),
                "lines": .list(source(file.name).map { file.lines(of: $0) }?.map(Self.value) ?? []),
            ])
        }
        return try Template(page).render(
            TemplateContext([
                "root": .string(root), "total": .string(report.ratio().percent),
                "columns": Self.list(CoverageReport.columns), "files": .list(files),
            ])
        ).utf8.map { $0 }
    }

    private static func list(_ texts: [String]) -> TemplateValue {
        .list(texts.map { .string($0) })
    }

    private static func value(_ line: CoveredLine) -> TemplateValue {
        let pieces = line.pieces.map { piece in
            TemplateValue.mapping([
                "text": .string(piece.text), "state": value(piece.state),
                "note": piece.note.isEmpty ? .nothing : .string(piece.note),
            ])
        }
        return .mapping(["pieces": .list(pieces), "state": value(line.state)])
    }

    private static func value(_ state: CoveredLine.State?) -> TemplateValue {
        state.map { .string($0.rawValue) } ?? .nothing
    }
}
