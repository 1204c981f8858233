// SPDX-License-Identifier: Apache-2.0

import Foundation
import PageTemplates

/// The template engine, with structures of an application instead of values: everything from the
/// structures to the bytes is counted.
struct ModelContender: Contender, ~Copyable {
    let name: String

    private let template: Template
    private let model: ShopModel
    private let encodes: Bool
    private var buffer: TemplateOutput

    /// - Parameters:
    ///   - workload: W2.
    ///   - encodes: Whether the structures are encoded, and not read as models.
    /// - Throws: What compiling the template and decoding the data throw.
    init(workload: Workload, encodes: Bool) throws {
        let template = try EngineContender.compile(workload)
        let model = try JSONDecoder().decode(ShopModel.self, from: Data(workload.data))
        name = encodes ? "encoded" : "models"
        self.template = template
        self.model = model
        self.encodes = encodes
        buffer = TemplateOutput()
    }

    mutating func output() throws -> [UInt8] {
        _ = try render()
        return buffer.bytes
    }

    mutating func render() throws -> Int {
        buffer.removeAll(keepingCapacity: true)
        if encodes {
            try template.render(TemplateContext(encoding: EncodedShop(model: model)), into: &buffer)
        } else {
            try template.render(model, into: &buffer)
        }
        return buffer.count
    }
}
