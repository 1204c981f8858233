// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// The template engine: everything it is asked for stands in this file.
struct EngineContender: Contender, ~Copyable {
    let name = "engine"

    private let template: Template
    private let context: TemplateContext
    private var buffer: TemplateOutput

    init(workload: Workload) throws {
        let template = try Self.compile(workload)
        let data = try TemplateValue(json: workload.data, name: "\(workload.name).json")
        let context = try TemplateContext(membersOf: data)
        self.template = template
        self.context = context
        buffer = TemplateOutput()
    }

    static func compile(_ workload: Workload) throws -> Template {
        try Template(named: "\(workload.name).html", workload.template)
    }

    mutating func output() throws -> [UInt8] {
        _ = try render()
        return buffer.bytes
    }

    mutating func render() throws -> Int {
        buffer.removeAll(keepingCapacity: true)
        try template.render(context, into: &buffer)
        return buffer.count
    }
}
