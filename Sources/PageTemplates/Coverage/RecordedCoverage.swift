// SPDX-License-Identifier: Apache-2.0

/// What renders have reached, as a file in JSON keeps it.
///
/// | key | what it is |
/// |---|---|
/// | `format` | `talisman-coverage` |
/// | `version` | 1 |
/// | `templates` | a mapping of the names of templates |
/// | `digest` | of a template: tells its version |
/// | `points` | of a template: what was reached, each with `statement`, `outcome`, `line`, `column` and `hits` |
package struct RecordedCoverage: Sendable, Equatable {
    /// The templates by their names.
    package var templates: [String: Template] = [:]

    /// One version of a template.
    package struct Template: Sendable, Equatable {
        package var digest: String

        /// How often what was reached has happened.
        package var hits: [CoveragePoint.Key: Int]

        package init(digest: String, hits: [CoveragePoint.Key: Int]) {
            self.digest = digest
            self.hits = hits
        }
    }

    /// Nothing.
    package init() {}

    /// What a recorder has counted; of several versions of a template the newest one.
    package init(_ coverage: [TemplateCoverage]) {
        for template in coverage {
            var hits: [CoveragePoint.Key: Int] = [:]
            for (point, count) in zip(template.points, template.hits) where count > 0 {
                hits[point.key, default: 0].count(count)
            }
            templates[template.name] = Template(digest: template.digest, hits: hits)
        }
    }

    /// Adds what was counted later: of a template that has changed in between, only that stays.
    package mutating func add(_ later: RecordedCoverage) {
        for (name, template) in later.templates {
            guard let known = templates[name], known.digest == template.digest else {
                templates[name] = template
                continue
            }
            for (key, count) in template.hits {
                templates[name]?.hits[key, default: 0].count(count)
            }
        }
    }

    /// What has been counted since an earlier state of the same recorder.
    package func growth(since earlier: RecordedCoverage) -> RecordedCoverage {
        var growth = self
        for (name, template) in earlier.templates {
            guard var own = growth.templates[name], own.digest == template.digest else { continue }
            for (key, count) in template.hits { own.hits[key, default: 0] -= count }
            own.hits = own.hits.filter { $1 > 0 }
            growth.templates[name] = own
        }
        return growth
    }
}

// The file.
extension RecordedCoverage {
    private static let format = "talisman-coverage"
    private static let version = 1

    /// The file: templates by name, points in the order of the source.
    package var json: [UInt8] {
        let templates = templates.sorted { $0.key < $1.key }.map { name, template in
            let points = template.hits.sorted { Self.order($0.key, $1.key) }.map { key, hits in
                TemplateValue.mapping([
                    "statement": .string(key.statement.rawValue),
                    "outcome": .string(key.outcome.rawValue), "line": .integer(key.line),
                    "column": .integer(key.column), "hits": .integer(hits),
                ])
            }
            let value: TemplateMapping = [
                "digest": .string(template.digest), "points": .list(points),
            ]
            return (name, TemplateValue.mapping(value))
        }
        return JSONText(
            .mapping([
                "format": .string(Self.format), "version": .integer(Self.version),
                "templates": .mapping(TemplateMapping(templates)),
            ])
        ).bytes
    }

    private static func order(_ left: CoveragePoint.Key, _ right: CoveragePoint.Key) -> Bool {
        (left.line, left.column, left.statement.rawValue, left.outcome.rawValue)
            < (right.line, right.column, right.statement.rawValue, right.outcome.rawValue)
    }

    /// Reads a file, without the points that this version does not know; `nil` for what is none.
    ///
    /// - Throws: `TemplateError` for what is no JSON.
    package init?(json bytes: [UInt8], name: String) throws(TemplateError) {
        let value = try TemplateValue(json: bytes, name: name)
        guard case .mapping(let root) = value, root["format"]?.asText == Self.format,
            root["version"]?.asNumber == Self.version,
            case .mapping(let entries)? = root["templates"]
        else { return nil }
        for (name, entry) in zip(entries.keys, entries.values) {
            guard case .mapping(let entry) = entry, let digest = entry["digest"]?.asText,
                case .list(let points)? = entry["points"]
            else { return nil }
            var hits: [CoveragePoint.Key: Int] = [:]
            for case .mapping(let point) in points {
                guard let key = CoveragePoint.Key(point), let count = point["hits"]?.asNumber,
                    count > 0
                else { continue }
                hits[key] = count
            }
            templates[name] = Template(digest: digest, hits: hits)
        }
    }
}

extension CoveragePoint.Key {
    fileprivate init?(_ point: TemplateMapping) {
        guard let name = point["statement"]?.asText, let end = point["outcome"]?.asText,
            let statement = CoveragePoint.Statement(rawValue: name),
            let outcome = CoveragePoint.Outcome(rawValue: end),
            let line = point["line"]?.asNumber, let column = point["column"]?.asNumber
        else { return nil }
        self.init(statement, outcome, line: line, column: column)
    }
}

extension Int {
    /// Adds a count; what is too large stays the largest there is.
    package mutating func count(_ more: Int) {
        let (sum, isTooLarge) = addingReportingOverflow(more)
        self = isTooLarge ? .max : sum
    }
}

extension TemplateValue {
    fileprivate var asText: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var asNumber: Int? {
        if case .integer(let number) = self { number } else { nil }
    }
}
