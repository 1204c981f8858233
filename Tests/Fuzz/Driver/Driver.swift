// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import Foundation
import FuzzEntries

/// Fuzzes the target that `FUZZ_TARGET` names, with the options of libFuzzer.
@main
struct Driver {
    /// From the environment, because libFuzzer starts the program again with its options.
    private static let target = FuzzTarget.all.first {
        $0.name == ProcessInfo.processInfo.environment["FUZZ_TARGET"]
    }

    static func main() {
        guard target != nil else {
            print("FUZZ_TARGET is none of \(FuzzTarget.all.map(\.name).joined(separator: " "))")
            exit(64)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments) { Driver.run($0, $1) })
    }

    private static func run(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        let input = Array(UnsafeBufferPointer(start: bytes, count: count))
        do {
            try target?.run(input)
        } catch {
            fatalError("\(error)")
        }
        return 0
    }
}
