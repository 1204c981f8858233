// SPDX-License-Identifier: Apache-2.0

// What is counted where coverage is recorded: without, nothing of this emits an instruction.
extension ProgramEmitter {
    /// Counts that the statement runs that has an expression in it.
    ///
    /// - Returns: The statement, whose outcomes are counted next; `nil` where none is.
    @discardableResult
    func countStatement(at range: Range<Int>) -> StatementPlaces.Site? {
        let site = points?.statements.site(at: range.lowerBound)
        count(.reached, site)
        return site
    }

    /// The same for a macro or a slot, by the start tag of its element.
    @discardableResult
    func countStatement(
        _ statement: CoveragePoint.Statement,
        on tag: Range<Int>
    ) -> StatementPlaces.Site? {
        let site = points?.statements.site(of: statement, on: tag)
        count(.reached, site)
        return site
    }

    /// Counts that a macro is called, or a filler.
    func countPart(_ part: PagePart) {
        switch part.kind {
        case .macro: countStatement(.defineMacro, on: part.range)
        case .filler: countStatement(.fillSlot, on: part.range)
        case .page, .deferred: break
        }
    }

    /// Counts that a value is written; attributes and what stands for errors count themselves.
    func countInsertion(at range: Range<Int>) {
        guard let site = points?.statements.site(at: range.lowerBound) else { return }
        switch site.statement {
        case .content, .replace, .interpolation: count(.reached, site)
        default: break
        }
    }

    /// Counts that an attribute is written, with all holes in it.
    func countAttribute(in range: Range<Int>) {
        for site in points?.statements.sites(in: range) ?? [] { count(.reached, site) }
    }

    /// Counts the holes in a range.
    func countInterpolations(in range: Range<Int>) {
        for site in points?.statements.sites(in: range) ?? [] where site.statement == .interpolation
        {
            count(.reached, site)
        }
    }

    /// Counts an outcome.
    func count(_ outcome: CoveragePoint.Outcome, _ site: StatementPlaces.Site?) {
        guard let site, let number = points?.number(of: outcome, site) else { return }
        builder.emit(.count(Int32(number)))
    }

    /// Counts that an alternative gives the value.
    func countAlternative(at range: Range<Int>) {
        guard let site = points?.statements.site(at: range.lowerBound),
            let number = points?.number(of: .alternative, site, at: range)
        else { return }
        builder.emit(.count(Int32(number)))
    }

    /// Counts an alternative once its value is there, and not before: a step that is held back
    /// could still fail.
    func counted(_ value: EmittedValue, _ plan: ExpressionPlan) -> EmittedValue {
        guard points != nil else { return value }
        var complete = value
        if !value.isFinished {
            let register = builder.allocate()
            load(value, into: register)
            complete = .finished(register, mayBeDefault: value.mayBeDefault)
        }
        countAlternative(at: plan.range)
        return complete
    }

    /// Binds a label; those who come from elsewhere are counted.
    func bind(
        _ label: Address,
        counting outcome: CoveragePoint.Outcome,
        _ site: StatementPlaces.Site?
    ) {
        guard let site else { return builder.bind(label) }
        let end = builder.label()
        builder.jump(to: end)
        builder.bind(label)
        count(outcome, site)
        builder.bind(end)
    }
}
