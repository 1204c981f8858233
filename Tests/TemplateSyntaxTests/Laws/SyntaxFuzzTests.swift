// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TemplateSyntax

/// The laws of the tree, over templates that something has happened to.
@Suite struct SyntaxFuzzTests {
    /// How many templates are tried in each mode.
    private static let rounds = 1_000

    /// The largest template that is changed.
    private static let largest = 64 << 10

    @Test(arguments: [MarkupMode.html, .xml, .text])
    func brokenTemplatesKeepTheLaws(_ mode: MarkupMode) {
        let files = CorpusFile.templates.filter { $0.bytes.count <= Self.largest }
        var mutation = Mutation(seed: mode == .xml ? 0x1A4 : 0x1A3)
        var right = 0
        for round in 0..<Self.rounds {
            let source = MarkupSource(mutation.mutated(files[round % files.count].bytes), mode)
            let broken = violations(of: source, &right)
            #expect(broken.isEmpty, "\(round): \(broken.prefix(5))\n\(source.text(source.all))")
        }
        // Nearly all that is changed is no XML any more.
        #expect(right > Self.rounds / (mode == .xml ? 50 : 4))
    }

    /// The violations of a source; counts those that have no errors.
    private func violations(of source: MarkupSource, _ right: inout Int) -> [String] {
        let clock = ContinuousClock()
        let start = clock.now
        let laws = SyntaxLaws(source)
        let time = clock.now - start
        right += laws.tree.hasErrors ? 0 : 1
        var found = laws.violations
        if !laws.isRepeatable { found.append("another tree at the second time") }
        if time > .seconds(2) { found.append("it takes \(time)") }
        let size = source.bytes.count
        if laws.tree.diagnostics.count > size + 1 { found.append("too many diagnostics") }
        if laws.placeCount > 8 * size + 8 { found.append("too many places") }
        return found
    }
}

extension MarkupSource {
    /// The range of the whole source.
    var all: Range<Int> { 0..<bytes.count }
}
