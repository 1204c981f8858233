/// The tags of a source and those that libxml2 reports, as one stream.
///
/// In XML mode libxml2's tags are the structure: what it does not report is no tag.
/// In HTML mode the source decides, for libxml2 leaves out misplaced tags, implies
/// others and sees tags in the text of scripts and titles, differently in each version.
struct TagStream {
    private let events: [LibXML.Event]
    private let rule: Rule
    private var next = 0

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
    }

    /// The stream of a source that libxml2 has refused.
    private init(rule: Rule) {
        events = []
        self.rule = rule
    }

    /// The tags of the source alone, to find out what is wrong with it.
    static let sourceAlone = TagStream(rule: .written)

    /// What is known of the start tag at `tag`, whose name is written as `name`.
    mutating func sighting(ofTagAt tag: Range<Int>, written name: ArraySlice<UInt8>) -> Sighting {
        while next < events.count, events[next].offset <= tag.lowerBound {
            next += 1
        }
        var candidate = next
        while candidate < events.count, events[candidate].offset <= tag.upperBound {
            let event = events[candidate]
            candidate += 1
            if !event.isEnd, isSame(event.name, name) {
                next = candidate
                return .reported(event.name)
            }
        }
        return rule == .reported ? .notATag : .written
    }

    /// What is known of the end tag at `tag`.
    mutating func sighting(ofEndTagAt tag: Range<Int>) -> Sighting {
        guard rule == .reported else { return .written }
        while next < events.count, events[next].offset <= tag.lowerBound {
            next += 1
        }
        guard next < events.count, events[next].isEnd, events[next].offset <= tag.upperBound else {
            return .notATag
        }
        next += 1
        return .reported(events[next - 1].name)
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
