import PageTemplates

/// The template engine: everything it is asked for stands in this file.
struct EngineContender: Contender {
    let name = "engine"

    private let template: Template
    private let context: TemplateContext
    private var buffer = OutputBuffer()

    init(workload: Workload) throws {
        template = try Self.compile(workload)
        let value = try TemplateValue(json: workload.data, name: "w2.json")
        guard case .mapping(let variables) = value else {
            throw BenchmarkError(message: "w2.json holds no object")
        }
        context = TemplateContext(variables: variables)
    }

    static func compile(_ workload: Workload) throws -> Template {
        try Template(named: "w2.html", source: workload.template)
    }

    mutating func output() throws -> [UInt8] {
        _ = try render()
        return Array(buffer.bytes)
    }

    mutating func render() throws -> Int {
        buffer.removeAll(keepingCapacity: true)
        try template.render(context, into: &buffer)
        return buffer.count
    }
}
