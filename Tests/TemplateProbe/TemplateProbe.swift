// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// Measures the engine in a process of its own: `TemplateProbe compile SHAPE [BYTES…]` and
/// `TemplateProbe memory SHAPE default|untrusted`; without a shape it lists them.
///
/// The first prints a line for each size, the bytes and the best time in microseconds; the
/// second the bytes by which the process has grown, the limit of the page's bytes, and the code
/// of the error that ended the render.
@main
struct TemplateProbe {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("compile", 1): print(TemplateShape.allCases.map(\.rawValue).joined(separator: "\n"))
        case ("memory", 1): print(PageShape.allCases.map(\.rawValue).joined(separator: "\n"))
        case ("compile", 2...):
            guard let shape = TemplateShape(rawValue: arguments[1]) else { return usage() }
            let sizes = arguments.dropFirst(2).compactMap { Int($0) }
            for size in sizes.isEmpty ? [10 << 10, 128 << 10, 2 << 20] : sizes {
                try CompileTime.measure(shape, size: size)
            }
        case ("memory", 3):
            guard let shape = PageShape(rawValue: arguments[1]),
                let configuration = configurations[arguments[2]]
            else { return usage() }
            try MemoryUse.measure(shape, configuration)
        default:
            usage()
        }
    }

    private static let configurations: [String: TemplateConfiguration] = [
        "default": TemplateConfiguration(), "untrusted": .untrusted,
    ]

    private static func usage() {
        let text = "usage: compile [SHAPE [BYTES...]] | memory [SHAPE default|untrusted]\n"
        FileHandle.standardError.write(Data(text.utf8))
        exit(64)
    }
}
