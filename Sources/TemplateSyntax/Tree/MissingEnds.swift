// SPDX-License-Identifier: Apache-2.0

/// The elements that were ended for want of an end tag, which may still come.
struct MissingEnds {
    /// What is known of an element whose end tag comes late.
    enum Finding {
        /// An error has said so where the element was ended.
        case told

        /// Nothing depended on where the element ends, and this end tag has ended it.
        case forgiven(element: Range<Int>, by: Range<Int>)
    }

    /// The findings of each name, the last one behind the others.
    private var findings: [String: [Finding]] = [:]

    /// Notes an element of a name that an end tag of another one has ended.
    mutating func note(
        _ place: Range<Int>,
        of name: String,
        by tag: ScannedTag,
        _ isTold: Bool
    ) {
        let finding = isTold ? Finding.told : .forgiven(element: place, by: tag.whole)
        findings[name, default: []].append(finding)
    }

    /// Whether an end tag of a name may still come.
    func contains(_ name: String) -> Bool {
        findings[name]?.isEmpty == false
    }

    /// The element that an end tag of a name is for, which has no other one from now on.
    mutating func find(_ name: String) -> Finding? {
        findings[name]?.popLast()
    }
}
