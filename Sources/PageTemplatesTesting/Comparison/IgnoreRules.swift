// SPDX-License-Identifier: Apache-2.0

package import TemplateSyntax

/// The places of pages whose content may be different each time.
///
/// A file has one rule a line: `SELECTOR` for what stands in an element, `SELECTOR@NAME` for an
/// attribute, `SELECTOR@*` for all attributes. Empty lines and those that begin with `//` say
/// nothing.
///
/// ```
/// // The time of the render.
/// footer > time
/// footer > time@datetime
/// ```
package struct IgnoreRules: Sendable, Hashable {
    /// A line that is no rule.
    package struct Failure: Error, CustomStringConvertible {
        let line: Int
        let text: String

        package var description: String {
            "line \(line): '\(text)' is no rule: write SELECTOR or SELECTOR@ATTRIBUTE, with names, "
                + "#id, .class, [name=\"value\"] and :nth-of-type(n)"
        }
    }

    private struct Rule: Sendable, Hashable {
        let selector: PageSelector

        /// The attribute, or `*`; `nil` for the content.
        let attribute: String?
    }

    private var rules: [Rule] = []

    /// Whether nothing is left out.
    package var isEmpty: Bool { rules.isEmpty }

    package init() {}

    /// Reads the lines of a file.
    package init(_ text: String) throws(Failure) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let words = line.drop(while: \.isWhitespace)
            guard !words.isEmpty, !words.hasPrefix("//") else { continue }
            guard let rule = Self.rule(words) else {
                throw Failure(line: index + 1, text: String(words))
            }
            rules.append(rule)
        }
    }

    private static func rule(_ line: Substring) -> Rule? {
        guard let at = line.lastIndex(of: "@"), !line[at...].contains("]") else {
            return PageSelector(line).map { Rule(selector: $0, attribute: nil) }
        }
        let name = line[line.index(after: at)...].trimming(while: \.isWhitespace)
        guard !name.isEmpty, let selector = PageSelector(line[..<at]) else { return nil }
        return Rule(selector: selector, attribute: name)
    }

    /// Adds the rules of another file.
    package mutating func formUnion(_ other: IgnoreRules) { rules += other.rules }

    /// A page with `…` in each of the places.
    package func applied(to page: [UInt8], _ mode: MarkupMode = .html) -> [UInt8] {
        guard !isEmpty else { return page }
        var result: [UInt8] = []
        var position = 0
        for range in places(in: PageTree(page, mode)) where range.lowerBound >= position {
            result += page[position..<range.lowerBound]
            result += "…".utf8
            position = range.upperBound
        }
        return result + page[position...]
    }

    /// The places in the order of the page, outer ones before those in them.
    private func places(in page: PageTree) -> [Range<Int>] {
        var places: [Range<Int>] = []
        page.forEachElement { element, around in
            for rule in rules where rule.selector.matches(element, in: around) {
                guard let name = rule.attribute else {
                    places.append(element.content)
                    continue
                }
                places += element.attributes.filter { name == "*" || $0.name == name }.map(\.range)
            }
        }
        return places.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
    }
}

extension Substring {
    fileprivate func trimming(while isLeftOut: (Character) -> Bool) -> String {
        let start = drop(while: isLeftOut)
        return String(start.prefix(start.count - start.reversed().prefix(while: isLeftOut).count))
    }
}
