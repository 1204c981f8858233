// SPDX-License-Identifier: Apache-2.0

/// What `range()` gives: integers at equal distances.
final class PythonRange: PythonObject {
    let start: Int
    let step: Int
    let count: Int

    /// The end as it was written, which only `repr` shows.
    private let stop: Int

    /// The most integers of a range.
    static let limit = 100_000

    var pythonKind: PythonKind { .range }

    /// Creates a range; the step is not zero.
    ///
    /// - Throws: ``TemplateError`` where there are more integers than the limit.
    init(_ start: Int, _ stop: Int, _ step: Int) throws(TemplateError) {
        let isEmpty = step > 0 ? start >= stop : start <= stop
        let distance =
            start < stop ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
        let count = isEmpty ? 0 : (distance - 1) / step.magnitude + 1
        guard count <= UInt(Self.limit) else {
            let message = "a range has more than \(Self.limit) items"
            throw TemplateError(.loopLimit, message)
        }
        self.start = start
        self.stop = stop
        self.step = step
        self.count = Int(count)
    }

    subscript(index: Int) -> Int { start &+ index &* step }

    var elements: [TemplateValue]? { (0..<count).map { .integer(self[$0]) } }

    var isTrue: Bool { count > 0 }

    var steps: Int { count }

    /// Where an integer stands.
    func index(of value: Int) -> Int? {
        guard count > 0 else { return nil }
        let (distance, overflows) = value.subtractingReportingOverflow(start)
        guard !overflows else { return nil }
        let (quotient, rest) =
            step == -1 ? (0 &- distance, 0) : distance.quotientAndRemainder(dividingBy: step)
        return rest == 0 && (0..<count).contains(quotient) ? quotient : nil
    }

    func write(to text: inout PythonText) {
        let tail = step == 1 ? "" : ", \(step)"
        text.append(verbatim: "range(\(start), \(stop)\(tail))")
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard let other = other as? PythonRange, count == other.count else { return false }
        if count == 0 { return true }
        return start == other.start && (count == 1 || step == other.step)
    }
}
