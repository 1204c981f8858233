// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// `money:EUR cart/total`: an amount of cents with its currency.
struct MoneyType: TemplateExpressionType {
    func compile(
        _ source: inout TemplateExpressionSource
    ) throws -> any TemplateExpression {
        let text = source.text.drop { $0 == " " }
        let currency = text.prefix { $0 != " " }
        guard currency.count == 3, currency.allSatisfy(\.isUppercase) else {
            throw source.error("'\(currency)' is not a currency such as EUR", at: currency)
        }
        let amount = try source.expression(text.dropFirst(3))
        return MoneyExpression(currency: String(currency), amount: amount)
    }
}

struct MoneyExpression: TemplateExpression {
    let currency: String
    let amount: TemplateSubexpression

    func value(in scope: borrowing TemplateExpressionScope) throws -> TemplateValue? {
        switch try scope.value(of: amount) {
        case .nothing:
            return .nothing
        case .integer(let cents):
            let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
            let comma = scope.languages.first?.hasPrefix("de") == true ? "," : "."
            let sign = cents < 0 ? "-" : ""
            return "\(sign)\(Int(whole))\(comma)\(rest < 10 ? "0" : "")\(Int(rest)) \(currency)"
        default:
            throw TemplateError(.typeError, "an amount of money is an integer of cents")
        }
    }
}
