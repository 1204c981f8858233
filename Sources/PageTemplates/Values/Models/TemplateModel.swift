// SPDX-License-Identifier: Apache-2.0

/// A type of the application whose members templates read by name.
///
/// A page reads a model where it stands: nothing is turned into other values before, and what no
/// template asks for is never computed. The macro `@TemplateModel` of the product `TemplateModels`
/// writes the conformance; by hand it is
///
/// ```swift
/// struct Product {
///     var name: String
///     var price: Decimal
/// }
///
/// extension Product: TemplateModel {
///     static var members: [TemplateMember] {
///         [TemplateMember("name", \Product.name), TemplateMember("price", \Product.price)]
///     }
///
///     func read(_ page: inout TemplateReading) {
///         while let member = page.ask() {
///             switch member {
///             case 0: page.give(name)
///             case 1: page.give(price)
///             default: return
///             }
///         }
///     }
/// }
/// ```
///
/// In templates a model is a value with members: it is true, has no text of its own, and cannot be
/// repeated over. Two models of one structure are equal where all of their members are; objects
/// of a class are equal to themselves alone. In a script it is written as an object of JSON.
///
/// It is read while a page renders, maybe by several pages at once, so it is `Sendable` and answers
/// without waiting.
public protocol TemplateModel: TemplateShowable, Sendable, ~Copyable {
    /// What templates can read of a value, in an order that never changes.
    static var members: [TemplateMember] { get }

    /// Gives the members that a page asks for.
    ///
    /// It keeps nothing between two questions: how often a page asks, for which members and in
    /// which order, is the page's affair, and so is when it stops.
    ///
    /// - Parameter page: What asks. A member is named by its position in ``members``.
    borrowing func read(_ page: inout TemplateReading)
}

extension TemplateModel {
    /// Gives the model itself.
    public func give(to page: inout TemplateReading) {
        page.give(value: .object(ModelObject(self)))
    }

    /// A model.
    public static var templateType: TemplateMemberType { .model(Self.self) }
}
