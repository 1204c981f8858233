// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension TemplateValue {
    /// The steps of going through the value once: one for each item, entry or
    /// member, and one for each 16 bytes of a text and of the texts among keys.
    ///
    /// Nothing is looked at inside of items, nor inside of objects of the
    /// application.
    var steps: Int {
        switch self {
        case .nothing, .bool, .integer, .double: 0
        case .string(let text): text.steps
        case .markup(let markup): markup.text.steps
        case .list(let items): items.count
        case .mapping(let mapping): mapping.keys.reduce(mapping.count) { $0 + $1.steps }
        case .object(let object):
            (object as? any PythonObject)?.steps ?? (object as? TemplateMessage)?.id.steps ?? 0
        }
    }
}

extension String {
    /// The steps of going through the text once.
    var steps: Int { utf8.count / Budget.textBytesPerStep }

    /// The order of the bytes, which is that of the scalars.
    func order(to other: String) -> PythonOrder {
        let common = min(utf8.count, other.utf8.count)
        var (left, right) = (self, other)
        let order = left.withUTF8 { left in
            right.withUTF8 { right in
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return Int32(0)
                }
                return memcmp(left, right, common)
            }
        }
        return order == 0
            ? PythonOrder(utf8.count, other.utf8.count) : PythonOrder(order, 0)
    }
}

extension [TemplateValue] {
    /// Whether both are one array, and not only equal.
    func isSame(as other: [TemplateValue]) -> Bool {
        guard count == other.count, !isEmpty else { return false }
        return withUnsafeBufferPointer { left in
            other.withUnsafeBufferPointer { right in left.baseAddress == right.baseAddress }
        }
    }
}
