// SPDX-License-Identifier: Apache-2.0

/// The tags of a source and those that libxml2 reports, as one stream.
///
/// In XML mode libxml2's tags are the structure: what it does not report is no tag.
/// In HTML mode the source decides, for libxml2 leaves out misplaced tags, implies
/// others and sees tags in the text of scripts and titles, differently in each version.
struct TagStream {
    private let events: [LibXML.Event]
    private let rule: Rule
    private var next = 0

    /// What libxml2 has open, where it builds a tree of HTML.
    private(set) var tree: ParserTree?

    private enum Rule {
        /// What is reported, and nothing else, is a tag.
        case reported

        /// What the source has is a tag.
        case written
    }

    /// What is known of a tag of the source.
    enum Sighting {
        /// libxml2 has seen it, too, under this name.
        case reported(String)

        /// Only the source has it.
        case written
        case notATag

        /// libxml2's name.
        var name: String? {
            guard case .reported(let name) = self else { return nil }
            return name
        }
    }

    init(_ events: [LibXML.Event], _ mode: MarkupMode) {
        self.events = events
        rule = mode == .xml ? .reported : .written
        if mode == .html, LibXML.buildsTree { tree = ParserTree() }
    }

    /// The stream of a source that libxml2 does not report.
    private init(rule: Rule) {
        events = []
        self.rule = rule
    }

    /// The tags of the source alone, which are those of plain text; of markup that libxml2 has
    /// refused, to find out what is wrong with it.
    static let sourceAlone = TagStream(rule: .written)

    /// What is known of the start tag at `tag`, whose name is written as `name`.
    mutating func sighting(ofTagAt tag: Range<Int>, written name: ArraySlice<UInt8>) -> Sighting {
        pass(upTo: tag.lowerBound)
        var candidate = next
        while candidate < events.count, events[candidate].offset <= tag.upperBound {
            let event = events[candidate]
            candidate += 1
            if !event.isEnd, isSame(event.name, name) {
                while next < candidate - 1 { pass() }
                next = candidate
                tree?.start(event.name, at: tag.lowerBound)
                return .reported(event.name)
            }
        }
        return rule == .reported ? .notATag : .written
    }

    /// What is known of the end tag at `tag`.
    mutating func sighting(ofEndTagAt tag: Range<Int>) -> Sighting {
        guard rule == .reported else { return .written }
        pass(upTo: tag.lowerBound)
        guard next < events.count, events[next].isEnd, events[next].offset <= tag.upperBound else {
            return .notATag
        }
        next += 1
        return .reported(events[next - 1].name)
    }

    /// Gives up on libxml2's tree, behind ``ParserFault/misplacedDoctype``.
    mutating func forgetTree() {
        tree = nil
    }

    private mutating func pass(upTo offset: Int) {
        while next < events.count, events[next].offset <= offset { pass() }
    }

    /// Passes an event that no tag of the source belongs to, or an end tag.
    private mutating func pass() {
        let event = events[next]
        next += 1
        if event.isEnd {
            tree?.end(event.name)
        } else {
            tree?.start(event.name, at: nil)
        }
    }

    private func isSame(_ name: String, _ written: ArraySlice<UInt8>) -> Bool {
        // Names of XML are reported without prefixes.
        let local = rule == .reported ? written.behindColon : written
        let letters = name.utf8
        guard letters.count == local.count else { return false }
        if rule == .reported { return letters.elementsEqual(local) }
        return zip(letters, local).allSatisfy { $0 == $1.asciiLowercased }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var behindColon: ArraySlice<UInt8> {
        firstIndex(of: Byte.colon).map { self[($0 + 1)...] } ?? self
    }
}
