// SPDX-License-Identifier: Apache-2.0

package import PageTemplates

/// Which places of templates renders have reached, file by file.
package struct CoverageReport: Sendable {
    /// The templates by name.
    package private(set) var files: [CoveredFile]

    /// The templates of recorded files that are left out: they have changed since.
    package private(set) var changed: [String] = []

    /// The templates of recorded files that are left out: they are not there.
    package private(set) var unknown: [String] = []

    /// The report of what a recorder has counted; of several versions of a template it has the
    /// newest one.
    package init(_ coverage: [TemplateCoverage]) {
        var newest: [String: TemplateCoverage] = [:]
        for template in coverage { newest[template.name] = template }
        files = newest.values.map { CoveredFile($0) }.sorted { $0.name < $1.name }
    }

    /// Adds what an application has recorded, to the templates that are still the same.
    package mutating func add(_ recorded: RecordedCoverage) {
        for (name, template) in recorded.templates.sorted(by: { $0.key < $1.key }) {
            guard let index = files.firstIndex(where: { $0.name == name }) else {
                unknown.append(name)
                continue
            }
            guard files[index].digest == template.digest else {
                changed.append(name)
                continue
            }
            files[index].add(template.hits)
        }
    }

    /// Takes back what was counted of renders that shall not count.
    package mutating func remove(_ counted: RecordedCoverage) {
        for index in files.indices {
            guard let template = counted.templates[files[index].name],
                template.digest == files[index].digest
            else { continue }
            files[index].add(template.hits.mapValues { -$0 })
        }
    }

    /// How many points of a kind are reached; of all kinds where none is named.
    package func ratio(of aspect: CoveragePoint.Aspect? = nil) -> CoverageRatio {
        files.reduce(into: CoverageRatio()) { $0.add($1.ratio(of: aspect)) }
    }
}

/// Which places of one template renders have reached.
package struct CoveredFile: Sendable {
    /// The name of the template.
    package let name: String

    /// Tells its version.
    package let digest: String

    /// Its points in the order of the source, those of a statement with the statement first.
    package private(set) var points: [Point]

    /// A point, and how often it has happened.
    package struct Point: Sendable {
        package let point: CoveragePoint
        package fileprivate(set) var hits: Int
    }

    fileprivate init(_ template: TemplateCoverage) {
        name = template.name
        digest = template.digest
        points = zip(template.points, template.hits).map { Point(point: $0, hits: $1) }
            .sorted { $0.order < $1.order }
    }

    fileprivate mutating func add(_ hits: [CoveragePoint.Key: Int]) {
        for index in points.indices {
            points[index].hits.count(hits[points[index].point.key] ?? 0)
        }
    }

    /// How many points of a kind are reached; of all kinds where none is named.
    package func ratio(of aspect: CoveragePoint.Aspect? = nil) -> CoverageRatio {
        let counted = points.filter { aspect == nil || $0.point.aspect == aspect }
        return CoverageRatio(reached: counted.count { $0.hits > 0 }, total: counted.count)
    }

    /// The points that were never reached.
    ///
    /// Of a statement that never ran only that is told, and not what else has not happened there.
    package var missing: [CoveragePoint] {
        sites.flatMap { site -> [CoveragePoint] in
            guard site.isReached else { return site.points.prefix(1).map(\.point) }
            return site.points.filter { $0.hits == 0 }.map(\.point)
        }
    }

    /// A statement with what can happen there.
    package struct Site: Sendable {
        /// The statement, what follows from it, and its alternatives.
        package fileprivate(set) var points: [Point]

        /// Whether the statement has run.
        package var isReached: Bool { points[0].hits > 0 }

        /// Whether all of it has happened.
        package var isComplete: Bool { points.allSatisfy { $0.hits > 0 } }

        /// The line of the statement, from 1.
        package var line: Int { points[0].point.key.line }

        /// Its bytes in the source.
        package var range: Range<Int> { points[0].point.site }

        /// Those of a kind.
        package func points(of aspect: CoveragePoint.Aspect) -> [Point] {
            points.filter { $0.point.aspect == aspect }
        }
    }

    /// The statements in the order of the source.
    package var sites: [Site] {
        points.reduce(into: []) { sites, point in
            if sites.last?.range == point.point.site {
                sites[sites.count - 1].points.append(point)
            } else {
                sites.append(Site(points: [point]))
            }
        }
    }
}

extension CoveredFile.Point {
    /// By the statement, then in the order of the outcomes, alternatives as they stand.
    fileprivate var order: (Int, Int, Int, Int) {
        let outcome = CoveragePoint.Outcome.allCases.firstIndex(of: point.key.outcome) ?? 0
        return (point.site.lowerBound, outcome, point.key.line, point.key.column)
    }
}

/// How many of some points are reached.
package struct CoverageRatio: Sendable, Equatable {
    package private(set) var reached = 0
    package private(set) var total = 0

    package init() {}

    package init(reached: Int, total: Int) {
        (self.reached, self.total) = (reached, total)
    }

    fileprivate mutating func add(_ other: CoverageRatio) {
        reached += other.reached
        total += other.total
    }

    /// Thousandths of all, rounded down, so that only what is complete has 1,000 of them; 1,000
    /// where there are none.
    package var thousandths: Int { total == 0 ? 1000 : reached * 1000 / total }

    /// The share as `83.3 %`.
    package var percent: String { "\(thousandths / 10).\(thousandths % 10) %" }
}
