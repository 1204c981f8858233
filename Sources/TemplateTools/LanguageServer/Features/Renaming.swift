// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import TemplateSyntax

/// Another name for a macro, a slot or a variable, wherever it stands.
enum Renaming {
    /// Says whether something can have another name.
    ///
    /// - Throws: `RequestFailure` with the reason where it cannot.
    static func check(_ thing: NamedThing, in template: OpenTemplate) throws(RequestFailure) {
        switch thing.kind {
        case .macro(let name):
            guard !References(of: thing, in: template).definitions.isEmpty else {
                throw RequestFailure(
                    .requestFailed,
                    "the macro '\(name.macro ?? "")' is not defined in '\(name.path)'"
                )
            }
        case .slot(let name, let sites):
            guard !sites.isEmpty else {
                throw RequestFailure(.requestFailed, "the macro has no slot '\(name)'")
            }
        case .variable(let name, let node):
            let trace = VariableTrace(name, from: node, in: template)
            guard !trace.definitions.isEmpty, !trace.isOfData else {
                throw RequestFailure(.requestFailed, "'\(name)' comes from the data of a page")
            }
        case .template, .step, .statement, .message:
            throw RequestFailure(
                .requestFailed,
                "only macros, slots and variables of templates can be renamed"
            )
        }
    }

    /// The places where a name changes.
    ///
    /// - Throws: `RequestFailure` with the reason where it cannot, or the new name is none.
    static func sites(
        of thing: NamedThing,
        to name: String,
        in template: OpenTemplate
    ) throws(RequestFailure) -> [Site] {
        try check(thing, in: template)
        let references = References(of: thing, in: template)
        switch thing.kind {
        case .macro(let macro):
            try checkWord(name, "a macro")
            guard template.index[macro.path]?.macros.allSatisfy({ $0.name.text != name }) == true
            else { throw taken(name, "a macro of '\(macro.path)'") }
            for (path, use) in template.index.uses(of: macro) where use.macroName == nil {
                throw RequestFailure(.requestFailed, "'\(path)' names the macro in another way")
            }
        case .slot(_, let sites):
            try checkWord(name, "a slot")
            let paths = Set(sites.map(\.path))
            for path in paths.sorted()
            where template.index[path]?.slots.contains(where: { $0.name.text == name }) == true {
                throw taken(name, "a slot in '\(path)'")
            }
        case .variable(let old, let node):
            try checkVariable(name)
            try checkScopes(VariableTrace(old, from: node, in: template), old, name)
        case .template, .step, .statement, .message: break
        }
        return references.definitions + references.uses
    }

    private static func taken(_ name: String, _ what: String) -> RequestFailure {
        RequestFailure(.requestFailed, "there is \(what) with the name '\(name)' already")
    }

    private static func checkWord(_ name: String, _ what: String) throws(RequestFailure) {
        guard MessageName.isValid(name.utf8) else {
            throw RequestFailure(
                .invalidParams,
                "the name of \(what) has letters, digits, '-' and '_', and begins with a letter"
            )
        }
    }

    private static func checkVariable(_ name: String) throws(RequestFailure) {
        guard TemplateManifest.isName(name) else {
            throw RequestFailure(
                .invalidParams,
                "the name of a variable has letters, digits and '_', and begins with a letter"
            )
        }
        guard !TemplateContext.reservedNames.contains(name) else {
            throw RequestFailure(.invalidParams, "'\(name)' is a name of the template language")
        }
    }

    /// Refuses a name that something else has already, and texts that nobody can read.
    private static func checkScopes(
        _ trace: VariableTrace,
        _ old: String,
        _ name: String
    ) throws(RequestFailure) {
        var trace = trace
        let sites = trace.reads
        for path in trace.paths.sorted() {
            guard let map = trace.map(path) else { continue }
            guard map.isComplete else {
                throw RequestFailure(.requestFailed, "'\(path)' has errors: mend them first")
            }
            let names = map.bindings.map(\.name.text) + map.uses.map(\.name.text)
            if names.contains(name) { throw taken(name, "a variable in '\(path)'") }
            let isHidden = map.opaque.contains { range in
                map.word(old, in: range).contains { place in
                    !sites.contains { $0.path == path && $0.range.lowerBound == place }
                }
            }
            if isHidden {
                throw RequestFailure(
                    .requestFailed,
                    "a script or an expression of the application in '\(path)' reads '\(old)'"
                )
            }
        }
    }
}

extension VariableMap {
    /// Where a word stands in a range of the source.
    fileprivate func word(_ word: String, in range: Range<Int>) -> [Int] {
        let bytes = source.bytes
        let wanted = Array(word.utf8)
        return range.filter { place in
            let end = place + wanted.count
            return end <= range.upperBound && bytes[place..<end].elementsEqual(wanted)
                && (place == 0 || !bytes[place - 1].isNameByte)
                && (end == bytes.count || !bytes[end].isNameByte)
        }
    }
}
