// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// A value and what its encoding is to give: a text form or an error message.
///
/// Tests take this rather than the value, since the testing library encodes
/// whatever argument is `Encodable`, and dies of some.
struct EncodingCase: Sendable, CustomStringConvertible {
    let value: any Encodable & Sendable
    let result: String

    init(_ value: any Encodable & Sendable, _ result: String) {
        self.value = value
        self.result = result
    }

    var description: String { result }
}
