// SPDX-License-Identifier: Apache-2.0

extension LinkedProgram {
    /// The code of the page, and of everything that it may call.
    var code: TemplateCode {
        let (calls, isOpen) = self.calls
        let programs = others.programs.sorted { $0.key < $1.key }.map(\.value)
        let further = (isOpen ? [program] + programs : []).flatMap { program in
            program.procedures.indices.map { Call(program: program, procedure: $0) }
        }
        var seen: Set<Call> = []
        let all = (calls + further).filter { seen.insert($0).inserted }
        var code: [Call: [CodePiece]] = [:]
        var known: Set<ObjectIdentifier> = []
        for program in all.map(\.program) where known.insert(ObjectIdentifier(program)).inserted {
            for piece in program.facts.code {
                code[Call(program: program, procedure: piece.part.number), default: []]
                    .append(piece)
            }
        }
        let pieces = all.flatMap { call in
            (code[call] ?? []).map { piece in
                TemplateCode.Piece(
                    kind: piece.kind,
                    text: piece.text,
                    hasNonce: piece.hasNonce,
                    hasIntegrity: piece.hasIntegrity,
                    file: call.program.source.file,
                    range: piece.range
                )
            }
        }
        return TemplateCode(pieces, isOpen: isOpen)
    }
}
