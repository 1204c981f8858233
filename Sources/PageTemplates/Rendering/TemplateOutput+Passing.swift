// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// Most values are words, numbers and paths, which no filter changes.
extension TemplateOutput {
    /// Appends text at a place of HTML if it is plain that the filter passes it as it is; all
    /// other text is looked at byte by byte.
    ///
    /// - Returns: Whether it was appended.
    @inline(__always)
    mutating func append(_ text: String, passing writing: Writing) -> Bool {
        let appended: Bool?
        switch writing.filter {
        case .none, .textOnly:
            append(text, escaping: writing.escaping)
            return true
        case .link, .image:
            appended = text.utf8.withContiguousStorageIfAvailable { bytes in
                Self.isRelative(bytes) && append(address: bytes)
            }
        case .addressPart:
            appended = text.utf8.withContiguousStorageIfAvailable { append(address: $0) }
        case .addressRest, .addressValue, .candidatePart, .candidateValue:
            appended = text.utf8.withContiguousStorageIfAvailable { bytes in
                guard bytes.allSatisfy(\.isUnreserved) else { return false }
                append(bytes)
                return true
            }
        default: return false
        }
        return appended ?? false
    }

    /// Whether an address has no scheme: no colon before what ends a scheme.
    @inline(__always)
    private static func isRelative(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes {
            switch byte {
            case Byte.slash, Byte.question, Byte.hash: return true
            case Byte.colon: return false
            default: continue
            }
        }
        return true
    }
}
