/// Goes through libxml2's tags in step with the tags of the source.
///
/// The source decides what is a tag: libxml2 leaves out misplaced tags, implies
/// others and sees tags in the text of scripts and titles, differently in each
/// version. Where both agree the name comes from libxml2.
struct EventCursor {
    private let events: [MarkupEvents.Event]
    private var next = 0

    init(_ events: [MarkupEvents.Event]) {
        self.events = events
    }

    /// libxml2's name for the start tag at `tag`, whose name is written as
    /// `name`; `nil` when it does not know of the tag.
    mutating func name(ofTagAt tag: Range<Int>, written name: ArraySlice<UInt8>) -> String? {
        while next < events.count, events[next].offset <= tag.lowerBound {
            next += 1
        }
        var candidate = next
        while candidate < events.count, events[candidate].offset <= tag.upperBound {
            let event = events[candidate]
            candidate += 1
            if !event.isEnd, isSame(event.name, name) {
                next = candidate
                return event.name
            }
        }
        return nil
    }

    private func isSame(_ name: String, _ written: ArraySlice<UInt8>) -> Bool {
        let letters = name.utf8
        guard letters.count == written.count else { return false }
        return zip(letters, written).allSatisfy { $0 == $1.asciiLowercased }
    }
}
