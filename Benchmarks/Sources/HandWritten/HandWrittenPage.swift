// SPDX-License-Identifier: Apache-2.0

/// A page that is written by hand for one workload: the floor that the engine is measured against.
public protocol HandWrittenPage: Decodable, Sendable {
    /// Writes the page as fast as we know how to in Swift.
    func write(to writer: inout ByteWriter)
}
