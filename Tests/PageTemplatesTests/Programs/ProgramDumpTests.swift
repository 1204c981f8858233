// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import PageTemplates

/// Writes what the engine makes of many templates, so that two versions of it can
/// be compared: each writes the programs of one folder into a folder of its own, and
/// `diff -r` compares the two.
@Suite struct ProgramDumpTests {
    /// `INPUT:OUTPUT`, a folder with templates and one for their programs.
    private static let folders = ProcessInfo.processInfo.environment["TALISMAN_DUMP"]

    @Test(.enabled(if: folders != nil)) func writesPrograms() throws {
        let parts = try #require(Self.folders).split(separator: ":").map(String.init)
        let manager = FileManager.default
        let files = try #require(manager.enumerator(atPath: parts[0])).compactMap { $0 as? String }
        for file in files.sorted() {
            guard let bytes = manager.contents(atPath: "\(parts[0])/\(file)") else { continue }
            let target = "\(parts[1])/\(file).txt"
            try manager.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true
            )
            let text = Self.dump(file, bytes).joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: target))
        }
    }

    private static func dump(_ name: String, _ bytes: Data) -> [String] {
        var configuration = TemplateConfiguration()
        configuration.acceptsUnknownPrefixes = true
        configuration.allowsScripts = true
        do {
            let source = try TemplateSource(name: name, bytes: bytes)
            let template = try Template(source, configuration: configuration)
            var dump = ProgramDump(template.program)
            let texts = template.translatableTexts.map { "text \($0)" }
            return dump.lines() + texts + template.computedTexts.map { "computed \($0)" }
                + template.warnings.map { "warning \($0)" }
        } catch {
            guard let source = try? TemplateSource(name: name, bytes: bytes) else {
                return ["\(error)"]
            }
            return Template.diagnostics(of: source, configuration: configuration).map { "\($0)" }
        }
    }
}
