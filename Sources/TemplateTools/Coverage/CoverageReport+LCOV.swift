// SPDX-License-Identifier: Apache-2.0

import PageTemplates

// The report in the format of geninfo, which genhtml and forges read.
extension CoverageReport {
    /// The records of all files.
    ///
    /// A line is one on which a statement begins, and has run as often as the statement there that
    /// ran most often. Branches and alternatives are both branches, on the line of their statement,
    /// each kind in a block of its own.
    ///
    /// - Parameter path: The path of a template by its name, as it is in the records.
    /// - Returns: The text of the file, without ``unrecordable``.
    package func lcov(_ path: (String) -> String) -> String {
        files.filter { !$0.isUnrecordable }.map { $0.record(at: path($0.name)) }.joined()
    }

    /// The templates that records cannot name: theirs have line ends.
    package var unrecordable: [String] { files.filter(\.isUnrecordable).map(\.name) }
}

extension CoveredFile {
    fileprivate var isUnrecordable: Bool { name.contains(where: \.isNewline) }

    fileprivate func record(at path: String) -> String {
        let sites = sites
        var hits: [Int: Int] = [:]
        for site in sites { hits[site.line] = max(hits[site.line] ?? 0, site.points[0].hits) }
        let kinds: [CoveragePoint.Aspect] = [.branch, .alternative]
        let blocks = sites.flatMap { site in kinds.map { (site, site.points(of: $0)) } }
            .filter { !$1.isEmpty }
        var lines = ["TN:", "SF:\(path)"]
        for (block, (site, points)) in blocks.enumerated() {
            for (number, point) in points.enumerated() {
                let taken = site.isReached ? "\(point.hits)" : "-"
                lines.append("BRDA:\(site.line),\(block),\(number),\(taken)")
            }
        }
        let branches = blocks.flatMap { $1 }
        lines += ["BRF:\(branches.count)", "BRH:\(branches.count { $0.hits > 0 })"]
        lines += hits.sorted { $0.key < $1.key }.map { "DA:\($0.key),\($0.value)" }
        lines += ["LF:\(hits.count)", "LH:\(hits.values.count { $0 > 0 })", "end_of_record"]
        return lines.map { $0 + "\n" }.joined()
    }
}
