// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// What is left of the limits of one render.
struct Budget {
    let limits: TemplateLimits

    /// Steps until the clock and the task are looked at again.
    var countdown: Int

    /// Steps that may be taken after these.
    private var stepsLeft: Int
    private var itemsLeft: Int
    private let deadline: Deadline?
    private let isTimed: Bool

    /// When the render has to end, in a box: with the instant itself, whose size the
    /// compiler does not know, it would look for the places of all fields around.
    private final class Deadline: Sendable {
        let instant: ContinuousClock.Instant

        init(_ instant: ContinuousClock.Instant) {
            self.instant = instant
        }
    }

    /// How many steps are taken between two looks at the clock.
    private static let interval = 1_000

    /// The bytes of text that are as much work as one step.
    static let textBytesPerStep = 16

    init(_ limits: TemplateLimits, isTimed: Bool = true) {
        self.limits = limits
        self.isTimed = isTimed
        countdown = min(Self.interval, limits.steps)
        stepsLeft = limits.steps - countdown
        itemsLeft = limits.loopItems
        deadline = limits.duration.map { Deadline(ContinuousClock.now + $0) }
    }

    /// Takes any number of steps, for work that no page causes.
    static var unlimited: Budget {
        var limits = TemplateLimits()
        limits.steps = .max
        return Budget(limits, isTimed: false)
    }

    /// Looks at every limit of time, after `countdown` steps were taken.
    mutating func check() throws(TemplateError) {
        guard stepsLeft > 0 else { throw tooManySteps }
        try checkTime()
        countdown = min(Self.interval, stepsLeft)
        stepsLeft -= countdown
    }

    private var tooManySteps: TemplateError {
        TemplateError(.stepLimit, "the page takes more than \(limits.steps) steps")
    }

    private func checkTime() throws(TemplateError) {
        if let deadline, ContinuousClock.now > deadline.instant {
            throw TemplateError(.deadlineExceeded, "the page takes too long")
        }
        if isTimed, Task.isCancelled {
            throw TemplateError(.cancelled, "the task that renders the page was cancelled")
        }
    }

    /// Takes the items of a loop.
    mutating func take(items: Int) throws(TemplateError) {
        itemsLeft -= items
        guard itemsLeft >= 0 else {
            throw TemplateError(
                .loopLimit,
                "the loops of the page run over more than \(limits.loopItems) items"
            )
        }
    }

    /// Takes the steps of one instruction that works on many items.
    mutating func take(steps: Int) throws(TemplateError) {
        guard steps > 0 else { return }
        guard steps <= stepsLeft else { throw tooManySteps }
        stepsLeft -= steps
        if steps >= Self.interval { try checkTime() }
    }

    /// Takes the steps of going through a value once.
    mutating func take(
        through value: TemplateValue,
        times: Int = 1
    ) throws(TemplateError) {
        let (steps, overflows) = value.steps.multipliedReportingOverflow(by: times)
        try take(steps: overflows ? .max : steps)
    }

    /// Takes the steps of making a text of so many bytes, unless it is too long.
    mutating func take(textSize: Int) throws(TemplateError) {
        try check(textSize: textSize)
        try take(steps: textSize / Self.textBytesPerStep)
    }

    /// The size in bytes behind which a text need not be written any further:
    /// it is too long, or takes more steps than there are.
    var longestText: Int {
        let (paid, overflows) = stepsLeft.addingReportingOverflow(1)
        let size = paid.multipliedReportingOverflow(by: Self.textBytesPerStep)
        return min(limits.string, overflows || size.overflow ? .max : size.partialValue)
    }

    /// Refuses a computed text that is too long.
    func check(text: String) throws(TemplateError) {
        try check(textSize: text.utf8.count)
    }

    /// Refuses a text of so many bytes before it is computed.
    func check(textSize: Int) throws(TemplateError) {
        guard textSize <= limits.string else {
            throw TemplateError(
                .stringLimit,
                "a computed text is longer than \(limits.string) bytes"
            )
        }
    }
}

extension TemplateError.Code {
    /// Whether no handler of the template may catch the error.
    var isFinal: Bool {
        switch self {
        case .macroDepth, .stepLimit, .loopLimit, .outputLimit, .stringLimit, .deadlineExceeded,
            .cancelled, .reservedName:
            true
        default:
            false
        }
    }

    /// Whether `except` and `finally` of a script see the error: limits are not
    /// for them.
    var isForScripts: Bool { !isFinal && self != .nestingTooDeep }

    /// Whether a path goes on with its next alternative.
    var isAbsence: Bool {
        switch self {
        case .missingMember, .macroNotFound, .unknownVariable: true
        case .keyError, .indexError, .typeError, .attributeError, .nameError: true
        default: false
        }
    }
}

extension TemplateError.Note {
    /// A remark that offers the nearest names, which takes the steps of comparing the names.
    static func nearest(
        _ name: String,
        among candidates: [String],
        _ budget: inout Budget
    ) throws(TemplateError) -> [TemplateError.Note] {
        let length = name.utf8.count
        if length <= NearestNames.longest {
            try budget.take(steps: min(candidates.count, NearestNames.most) * length)
        }
        return nearest(name, among: candidates)
    }
}
