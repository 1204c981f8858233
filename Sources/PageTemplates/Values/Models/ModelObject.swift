// SPDX-License-Identifier: Apache-2.0

/// A model as a value of templates, which is asked for one member at a time.
final class ModelObject: TemplateObject, ObjectOfKind {
    /// The names of the members, which all values of the type share.
    let shape: Shape
    private let models: any ModelArray
    private let index: Int

    init(_ models: any ModelArray, _ index: Int, _ shape: Shape) {
        self.models = models
        self.index = index
        self.shape = shape
    }

    convenience init<Model: TemplateModel>(_ model: Model) {
        self.init(Models([model]), 0, ModelShapes.shape(of: Model.self))
    }

    /// What the model is equal to alone, where it is an object of a class.
    var identity: ObjectIdentifier? { models.identity(index) }

    /// A member by its position; `nil` where the model gives nothing.
    func member(at position: Int) -> TemplateValue? {
        var page = TemplateReading(position)
        models.read(index, &page)
        return page.end()
    }

    /// All members, each of which is computed.
    var mapping: TemplateMapping {
        let values = shape.keys.indices.map { member(at: $0) ?? .nothing }
        return TemplateMapping(shape: shape, values: values)
    }

    // MARK: - As an object

    func member(_ name: String) -> TemplateValue? {
        shape.index(of: name).flatMap { member(at: $0) }
    }

    var memberNames: [String] { shape.keys }

    var text: String { "<\(models.typeName)>" }

    var kind: String { "model \(models.typeName)" }

    var textRemedy: String? {
        let first = shape.keys.first.map { ", such as '\($0)'" } ?? ""
        return "insert a member of it\(first)"
    }
}

extension TemplateValue {
    /// The members of a model, each of which is computed; `nil` of any other value.
    package var modelMembers: TemplateMapping? {
        guard case .object(let model as ModelObject) = self else { return nil }
        return model.mapping
    }
}

/// Models that stand beside each other, and are read there.
///
/// Their type is its affair, so that the rest of the engine knows one type for all.
protocol ModelArray: AnyObject, Sendable {
    /// Lets a model answer.
    func read(_ index: Int, _ page: inout TemplateReading)

    /// The type of the models, as errors and texts name it.
    var typeName: String { get }

    func identity(_ index: Int) -> ObjectIdentifier?
}

private final class Models<Model: TemplateModel>: ModelArray {
    private let models: [Model]

    init(_ models: [Model]) {
        self.models = models
    }

    var typeName: String { "\(Model.self)" }

    func read(_ index: Int, _ page: inout TemplateReading) {
        let models = models
        Self.read(models.span, index, &page)
    }

    /// Where a type could be copied, the model would be, and all that is in it retained.
    private static func read<Element: TemplateModel & ~Copyable>(
        _ models: borrowing Span<Element>,
        _ index: Int,
        _ page: inout TemplateReading
    ) {
        models[index].read(&page)
    }

    func identity(_ index: Int) -> ObjectIdentifier? {
        Model.self is AnyClass ? ObjectIdentifier(models[index] as AnyObject) : nil
    }
}

extension TemplateModel {
    /// The elements of an array of models as values.
    ///
    /// - Parameter elements: An array of this type; any other one gives nothing.
    /// - Returns: The values, which share the array.
    static func values(of elements: some Sequence) -> [TemplateValue] {
        guard let array = elements as? [Self], !array.isEmpty else { return [] }
        let models: any ModelArray = Models(array)
        let shape = ModelShapes.shape(of: Self.self)
        return array.indices.map { .object(ModelObject(models, $0, shape)) }
    }
}
