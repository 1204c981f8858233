// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// How much a render that runs into a limit lets the process grow.
enum MemoryUse {
    static func measure(_ shape: PageShape, _ configuration: TemplateConfiguration) throws {
        let template = try Template(
            named: "page.html",
            shape.template,
            configuration: configuration
        )
        let context = shape.context(configuration.limits)
        // What the first page of all needs, such as tables, is no part of it.
        let small = try Template(named: "page.html", "${string:x}")
        _ = try small.render(context)
        let before = peak()
        do throws(TemplateError) {
            _ = try template.render(context)
            print(peak() - before, configuration.limits.output, "none")
        } catch {
            print(peak() - before, configuration.limits.output, error.code.rawValue)
        }
    }

    /// The most memory that the process has had, in bytes.
    ///
    /// `getrusage` of Linux counts that of the process which started this one.
    private static func peak() -> Int {
        #if os(Linux)
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        return words.count > 1 ? (Int(words[1]) ?? 0) << 10 : 0
        #else
        var usage = rusage()
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
        #endif
    }
}
