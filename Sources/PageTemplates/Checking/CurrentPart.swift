// SPDX-License-Identifier: Apache-2.0

/// What is known of a part of the page while it is looked at.
struct CurrentPart {
    let id: PartID
    var scope: Scope
    private(set) var inputs: [String: PagePart.Input] = [:]
    private(set) var variableCount = 0
    private var loopCount = 0
    private var switchCount = 0
    var reads = TemplateReads()
    var uses: [MacroUse] = []
    var needs = PartNeeds()
    var regions = OpenRegions()

    init(_ id: PartID, _ scope: Scope) {
        self.id = id
        self.scope = scope
    }

    /// The variables that it takes from around it.
    var inputNames: Set<String> {
        Set(inputs.values.filter { $0.kind == .variable }.map(\.name))
    }

    mutating func newVariable() -> VariableID {
        defer { variableCount += 1 }
        return VariableID(number: variableCount)
    }

    mutating func newLoop() -> LoopID {
        defer { loopCount += 1 }
        return LoopID(number: loopCount)
    }

    mutating func newSwitch() -> SwitchID {
        defer { switchCount += 1 }
        return SwitchID(number: switchCount)
    }

    /// The variable of a name that the render brings along.
    mutating func input(_ name: String, _ kind: PagePart.Input.Kind) -> VariableID {
        if let input = inputs[name] { return input.variable }
        let variable = newVariable()
        inputs[name] = .init(name: name, variable: variable, kind: kind)
        return variable
    }

    /// What a name means here, where it is used: the regions around need it.
    mutating func use(_ name: String) -> Scope.Meaning {
        let meaning = scope.meaning(of: name)
        switch meaning {
        case .bound: regions.note(name, boundAt: scope.position(of: name))
        case .free: regions.note(name, boundAt: nil)
        case .builtin: break
        }
        return meaning
    }

    /// Notes what is read through a namespace.
    mutating func note(_ read: TemplateReads.Read) {
        reads.insert(read)
        regions.note(read)
    }

    /// The variables that a global has here.
    mutating func global(_ name: String) -> GlobalTarget {
        let locals = scope.bindings(of: name).map(\.variable)
        return GlobalTarget(name: name, input: input(name, .variable), locals: locals)
    }
}

/// The regions around the current place, and what they need so far.
struct OpenRegions {
    private var open: [Region] = []

    struct Region {
        let id: RegionID

        /// How many variables were bound when it began.
        let bindings: Int
        var inputs: Set<String> = []
        var reads: [TemplateReads.Read] = []
    }

    mutating func begin(_ id: RegionID, bindings: Int) {
        open.append(Region(id: id, bindings: bindings))
    }

    /// Ends the innermost region.
    mutating func end() -> Region {
        open.removeLast()
    }

    /// Notes a variable; one that is bound inside of a region is none of its inputs.
    mutating func note(_ name: String, boundAt position: Int?) {
        for index in open.indices where position ?? -1 < open[index].bindings {
            open[index].inputs.insert(name)
        }
    }

    mutating func note(_ read: TemplateReads.Read) {
        for index in open.indices where !open[index].reads.contains(read) {
            open[index].reads.append(read)
        }
    }
}
