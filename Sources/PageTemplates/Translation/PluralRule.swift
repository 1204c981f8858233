// SPDX-License-Identifier: Apache-2.0

/// Which form of a text goes with a number: `Plural-Forms` of a catalog.
struct PluralRule: Sendable {
    /// How many forms a text has.
    let formCount: Int

    private let expression: PluralExpression

    /// English's rule, for catalogs that have none.
    static let standard = PluralRule(
        formCount: 2,
        expression: .binary(.notEqual, .number, .literal(1))
    )

    /// The longest text of a rule, and the most forms.
    static let lengthLimit = 1024
    private static let formLimit = 32

    /// The numbers that a rule is tried with when it is read.
    private static let trials = 0...1000

    /// Why a rule does not give a form.
    enum Failure: Error {
        case divisionByZero
        case noSuchForm(UInt, of: Int)

        var description: String {
            switch self {
            case .divisionByZero: "division by zero"
            case .noSuchForm(let index, let count): "there is no form \(index) of \(count)"
            }
        }
    }

    /// What is wrong with the text of a rule.
    struct Malformed: Error {
        let message: String
    }

    private init(formCount: Int, expression: PluralExpression) {
        self.formCount = formCount
        self.expression = expression
    }

    /// Reads `nplurals=2; plural=n != 1;`.
    init(_ text: String) throws(Malformed) {
        guard text.utf8.count <= Self.lengthLimit else {
            throw Malformed(message: "the plural rule is longer than \(Self.lengthLimit) bytes")
        }
        let fields = Self.fields(of: text)
        guard let count = fields["nplurals"].flatMap({ Int($0) }), count > 0,
            count <= Self.formLimit
        else {
            throw Malformed(message: "'nplurals' is not a number from 1 to \(Self.formLimit)")
        }
        guard let plural = fields["plural"] else { throw Malformed(message: "'plural' is missing") }
        formCount = count
        expression = try PluralExpressionParser.parse(plural)
        for number in Self.trials {
            do throws(Failure) {
                _ = try form(for: number)
            } catch {
                throw Malformed(
                    message: "the plural rule fails for \(number): \(error.description)"
                )
            }
        }
    }

    /// The form for a number; one below zero counts as the number above.
    func form(for number: Int) throws(Failure) -> Int {
        let index = try expression.value(for: number.magnitude)
        guard index < UInt(formCount) else { throw .noSuchForm(index, of: formCount) }
        return Int(index)
    }

    private static func fields(of text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for field in text.split(separator: ";") {
            let parts = field.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[parts[0].trimmingMarkupSpace] = parts[1].trimmingMarkupSpace
        }
        return fields
    }
}
