// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts what renders reach, of all templates that are compiled for it.
///
/// A template is one of its own as long as its source is the same: compiling it again goes on
/// with its counts.
package final class CoverageRecorder: Sendable {
    private let templates = Mutex<[Version: Entry]>([:])
    private let progress = CoverageProgress()

    private struct Version: Hashable {
        let name: String
        let digest: String
    }

    private struct Entry {
        let counters: CoverageCounters

        /// Grows with each template that is compiled.
        var age: Int
    }

    /// A recorder that has counted nothing.
    package init() {}

    /// How many points have been reached at least once; it never gets less.
    package var reachedCount: Int { progress.reached.load(ordering: .relaxed) }

    /// What was reached so far, in the order in which the templates were compiled.
    package var coverage: [TemplateCoverage] {
        templates.withLock { templates in
            templates.sorted { $0.value.age < $1.value.age }.map { version, entry in
                TemplateCoverage(
                    name: version.name,
                    digest: version.digest,
                    points: entry.counters.points,
                    hits: entry.counters.hits
                )
            }
        }
    }

    /// The counters of a template with its points.
    func counters(of source: TemplateSource, _ points: [CoveragePoint]) -> CoverageCounters {
        let version = Version(name: source.name, digest: source.digest)
        return templates.withLock { templates in
            let age = 1 + (templates.values.map(\.age).max() ?? 0)
            if let known = templates[version]?.counters, known.points == points {
                templates[version]?.age = age
                return known
            }
            let new = CoverageCounters(points, progress)
            templates[version] = Entry(counters: new, age: age)
            return new
        }
    }
}

/// Counts what renders reach of one template.
final class CoverageCounters: Sendable {
    let points: [CoveragePoint]
    private let counts: Mutex<[Int]>
    private let progress: CoverageProgress

    fileprivate init(_ points: [CoveragePoint], _ progress: CoverageProgress) {
        self.points = points
        self.progress = progress
        counts = Mutex([Int](repeating: 0, count: points.count))
    }

    var hits: [Int] { counts.withLock { $0 } }

    /// Counts a point by its number.
    func count(_ point: Int) {
        let isFirst = counts.withLock { counts in
            counts[point] &+= 1
            return counts[point] == 1
        }
        if isFirst { progress.reached.add(1, ordering: .relaxed) }
    }
}

/// How much has been reached.
private final class CoverageProgress: Sendable {
    let reached = Atomic(0)
}

extension TemplateSource {
    /// Tells the text from other texts, for files that are read later; it is no proof against
    /// forgery.
    package var digest: String {
        // FNV-1a with 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
