// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates
import PageTemplatesTesting
import TestSupport
import Testing

/// A slip of one byte never makes a statement or a hole go out as it stands without a word.
@Suite struct AccidentTests {
    private static let cases = GoldenCases(directory: "../Cases").all.filter { golden in
        !golden.mustFail && !exceptions.contains(golden.name)
    }

    /// A prefix of one letter is one slip from all others, and what looks like a tag of plain
    /// text is meant as it stands where holes are.
    private static let exceptions = ["tal-element/other-prefix", "text/interpolation-off"]

    /// How many slips are tried; `TALISMAN_ACCIDENTS` has another number.
    private static var rounds: Int {
        ProcessInfo.processInfo.environment["TALISMAN_ACCIDENTS"].flatMap(Int.init) ?? 600
    }

    @Test func statementsRunOrAreReported() throws {
        let templates = try Self.cases.map { try MarkedTemplate($0) }
        var random = SeededGenerator(seed: 0x51A9)
        var ran = 0
        for round in 0..<Self.rounds {
            let template = templates[Int.random(in: 0..<templates.count, using: &random)]
            var bytes = template.bytes
            guard !bytes.isEmpty else { continue }
            Self.slip(in: &bytes, &random)
            // A semicolon more or less makes one clause of two, which is a text.
            if bytes.semicolons != template.bytes.semicolons { continue }
            ran += try check(template, bytes, round) ? 1 : 0
        }
        // Most slips make errors; what is left has to be a good part of them.
        #expect(ran > Self.rounds / 10)
    }

    /// Checks a template with a slip; says whether it rendered.
    private func check(_ template: MarkedTemplate, _ bytes: [UInt8], _ round: Int) throws -> Bool {
        let configuration = MarkedTemplate.configuration
        guard
            let source = try? TemplateSource(
                name: template.name,
                bytes: bytes,
                mode: template.mode,
                limits: configuration.limits
            )
        else { return false }
        let found = Template.diagnostics(of: source, configuration: configuration)
        guard let compiled = try? Template(source, configuration: configuration) else {
            #expect(found.contains { if case .error = $0 { true } else { false } }, "\(round)")
            return false
        }
        guard let page = try? compiled.render(template.context) else { return false }
        let told = found.compactMap(\.location).map { location in
            String(decoding: bytes[location.byteRange], as: UTF8.self)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let silent = MarkedTemplate.unread(page)
            .subtracting(told.flatMap(MarkedTemplate.all))
            .subtracting(MarkedTemplate.escaped(text))
            .subtracting(MarkedTemplate.code(text))
        #expect(silent.isEmpty, "\(round), \(template.name): \(silent.sorted()) of\n\(text)")
        return true
    }

    /// Drops, doubles, swaps or replaces one byte.
    private static func slip(in bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(bytes[index], at: index)
        case 2: bytes.swapAt(index, min(index + 1, bytes.count - 1))
        default: bytes[index] = signs[Int.random(in: 0..<signs.count, using: &random)]
        }
    }

    /// What markup, statements and holes are made of.
    private static let signs = Array("<>/\"'=&;!-?${}[]: \tx".utf8)
}

extension [UInt8] {
    fileprivate var semicolons: Int { count { $0 == UInt8(ascii: ";") } }
}
