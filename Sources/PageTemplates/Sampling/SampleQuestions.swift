// SPDX-License-Identifier: Apache-2.0

/// What conditions ask, so that what they guard is not taken for a mistake.
struct SampleQuestions {
    /// The paths that they ask for, by variable and steps, and all that lead there.
    private var paths: Set<[String]> = []

    /// The texts in `python:`, which may be the names of members.
    var texts: Set<String> = []

    /// The variables in `python:`, of whose values only some may get through.
    var doubted: Set<String> = []

    mutating func formUnion(_ other: SampleQuestions) {
        paths.formUnion(other.paths)
        texts.formUnion(other.texts)
        doubted.formUnion(other.doubted)
    }

    /// Notes a path, as far as its steps are written out.
    mutating func ask(for path: PathPlan, of variable: String) {
        var keys = [variable]
        paths.insert(keys)
        for step in path.steps {
            guard case .member(let key) = step.kind else { return }
            keys.append(key)
            paths.insert(keys)
        }
    }

    /// What provides for a path that leads nowhere, by its variable and steps.
    func provision(for path: [String]) -> SampleProvision? {
        if paths.contains(path) || path.last.map(texts.contains) == true { return .question }
        return path.first.map(doubted.contains) == true ? .doubt : nil
    }
}

/// What provides for a step that finds nothing.
enum SampleProvision {
    /// Something stands for it.
    case alternative

    /// A condition asks for it before.
    case question

    /// A condition lets only some of the values through, and only a render knows which.
    case doubt
}
