// SPDX-License-Identifier: Apache-2.0

#if TemplateModels
import PageTemplates

/// Makes a type a model of templates: they read its properties by their names.
///
/// ```swift
/// @TemplateModel
/// struct Product {
///     /// What the shop calls it.
///     var name: String
///     var price: Decimal
///     @TemplateHidden var supplier: Supplier
///     @TemplateName("on-sale") var isOnSale: Bool
/// }
/// ```
///
/// The type conforms to `TemplateModel`. Its members are all properties that are declared in it,
/// stored or computed, but those that are `private`, `fileprivate` or `static`, whose names begin
/// with `_`, or that have ``TemplateHidden()``. A property that no template can show is an error at
/// its declaration.
///
/// | the type | in templates |
/// |---|---|
/// | a structure, a class | a model with its properties as members |
/// | an enumeration with raw values | the raw value |
/// | an enumeration of cases without values | the name of the case |
/// | any other enumeration | a model that has the cases as members, all `nothing` but one |
///
/// The one case that an enumeration of the last kind has is `True` where it has no values, its value
/// where it has one without a label, and else a mapping of its values by their labels; those
/// without have the numbers of their positions.
///
/// A subclass of a model shows what its superclass does, and cannot be made a model of its own.
///
/// The members have the comments and the places of the properties, which `TemplateManifest` writes
/// for those who check templates.
@attached(
    extension,
    conformances: TemplateModel,
    TemplateShowable,
    names: named(members),
    named(read(_:)),
    named(templateType),
    named(give(to:))
)
public macro TemplateModel() =
    #externalMacro(module: "TemplateModelMacros", type: "TemplateModelMacro")

/// Leaves a property or a case out of what templates read of a ``TemplateModel()``.
@attached(peer)
public macro TemplateHidden() = #externalMacro(module: "TemplateModelMacros", type: "MarkMacro")

/// Gives a property or a case of a ``TemplateModel()`` another name in templates.
///
/// - Parameter name: The name: a literal text without `/`.
@attached(peer)
public macro TemplateName(_ name: StaticString) =
    #externalMacro(module: "TemplateModelMacros", type: "MarkMacro")
#endif
