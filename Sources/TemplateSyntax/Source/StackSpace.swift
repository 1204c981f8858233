// SPDX-License-Identifier: Apache-2.0

import CStackSpace

/// The stack that the current thread has left.
///
/// Threads of some systems have 512 KiB or less, and the compiler's recursion
/// follows the nesting of the template.
package enum StackSpace {
    /// How many levels of a recursion fit any stack: less deep, nobody has to look.
    package static let commonDepth = 8

    /// The bytes that the next levels of a recursion may need.
    private static let reserve: UInt = 128 << 10

    /// Whether so little is left that a recursion should end with an error.
    package static var isScarce: Bool {
        var local: UInt8 = 0
        let here = withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
        return here < talisman_stack_lowest_address() + reserve
    }
}
