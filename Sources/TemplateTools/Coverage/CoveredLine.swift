// SPDX-License-Identifier: Apache-2.0

package import PageTemplates
import TemplateSyntax

/// A line of a template with what renders have reached of it.
package struct CoveredLine: Sendable {
    /// Its text in pieces, without the line end.
    package fileprivate(set) var pieces: [Piece] = []

    /// A piece of text: a statement, or what is between two.
    package struct Piece: Sendable, Equatable {
        package let text: String

        /// What was reached; `nil` where nothing is counted.
        package let state: State?

        /// What has happened there, line by line; empty where nothing is counted.
        package let note: String
    }

    /// How much of something was reached.
    package enum State: String, Sendable {
        case reached
        case partly
        case missed
    }

    /// What of its statements was reached; `nil` where it has none.
    package var state: State? {
        let states = Set(pieces.compactMap(\.state))
        return states.count > 1 ? .partly : states.first
    }
}

extension CoveredFile {
    /// The lines of the template.
    ///
    /// - Parameter source: The template as it was compiled.
    /// - Returns: The lines, at least one.
    package func lines(of source: TemplateSource) -> [CoveredLine] {
        let bytes = source.markup.bytes
        var lines = [CoveredLine()]
        var end = 0
        for site in sites
        where site.range.lowerBound >= end && site.range.upperBound <= bytes.count {
            lines.append(bytes[end..<site.range.lowerBound], nil, "")
            lines.append(bytes[site.range], site.state, site.note)
            end = site.range.upperBound
        }
        lines.append(bytes[end...], nil, "")
        return lines
    }
}

extension CoveredFile.Site {
    fileprivate var state: CoveredLine.State {
        isComplete ? .reached : isReached ? .partly : .missed
    }

    /// What has happened, in lines.
    fileprivate var note: String {
        points.map { counted in
            let times = "\(counted.hits)×"
            switch counted.point.aspect {
            case .statement: return "\(counted.point.key.statement.rawValue): \(times)"
            case .branch: return "\(counted.point.key.outcome.rawValue): \(times)"
            case .alternative: return "| \(counted.point.text): \(times)"
            }
        }.joined(separator: "\n")
    }
}

extension [CoveredLine] {
    fileprivate mutating func append(
        _ bytes: ArraySlice<UInt8>,
        _ state: CoveredLine.State?,
        _ note: String
    ) {
        let newline = UInt8(ascii: "\n")
        let parts = bytes.split(separator: newline, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index > 0 { append(CoveredLine()) }
            let text = String(decoding: part, as: UTF8.self)
            guard !text.isEmpty else { continue }
            self[count - 1].pieces.append(.init(text: text, state: state, note: note))
        }
    }
}
