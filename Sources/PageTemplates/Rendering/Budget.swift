/// What is left of the limits of one render.
struct Budget {
    let limits: TemplateLimits

    /// Steps until the clock and the task are looked at again.
    var countdown: Int

    /// Steps that may be taken after these.
    private var stepsLeft: Int
    private var itemsLeft: Int
    private let deadline: ContinuousClock.Instant?

    /// How many steps are taken between two looks at the clock.
    private static let interval = 1_000

    init(_ limits: TemplateLimits) {
        self.limits = limits
        countdown = min(Self.interval, limits.steps)
        stepsLeft = limits.steps - countdown
        itemsLeft = limits.loopItems
        deadline = limits.duration.map { ContinuousClock.now + $0 }
    }

    /// Looks at every limit of time, after `countdown` steps were taken.
    mutating func check() throws(TemplateError) {
        guard stepsLeft > 0 else {
            throw TemplateError(.stepLimit, "the page takes more than \(limits.steps) steps")
        }
        if let deadline, ContinuousClock.now > deadline {
            throw TemplateError(.deadlineExceeded, "the page takes too long")
        }
        if Task.isCancelled {
            throw TemplateError(.cancelled, "the task that renders the page was cancelled")
        }
        countdown = min(Self.interval, stepsLeft)
        stepsLeft -= countdown
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

    /// Refuses a computed text that is too long.
    func check(text: String) throws(TemplateError) {
        guard text.utf8.count <= limits.string else {
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
            .cancelled:
            true
        default:
            false
        }
    }

    /// Whether a path goes on with its next alternative.
    var isAbsence: Bool {
        self == .missingMember || self == .unknownVariable
    }
}
