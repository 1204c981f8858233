// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The names of the members of each type of models, kept for as long as the program runs.
enum ModelShapes {
    private static let shapes = Mutex<[ObjectIdentifier: Shape]>([:])

    static func shape(of type: any TemplateModel.Type) -> Shape {
        let id = ObjectIdentifier(type)
        if let known = shapes.withLock({ $0[id] }) { return known }
        let keys = type.members.map(\.name)
        var positions = TextDictionary<Int>()
        for (index, key) in keys.enumerated() where positions[key] == nil { positions[key] = index }
        let shape = Shape(keys: keys, positions: positions)
        return shapes.withLock { shapes in
            let kept = shapes[id] ?? shape
            shapes[id] = kept
            return kept
        }
    }
}
