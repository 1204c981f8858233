/// A page in pieces, each rendered when it is asked for.
public struct TemplateChunks: AsyncSequence, Sendable {
    let linked: LinkedProgram
    let context: TemplateContext
    let size: Int

    /// Starts to render the page anew.
    public func makeAsyncIterator() -> Iterator {
        Iterator(machine: Machine(linked, context), size: size)
    }

    /// A render that stops at each piece.
    public struct Iterator: AsyncIteratorProtocol {
        let machine: Machine
        let size: Int
        private var isFinished = false

        init(machine: Machine, size: Int) {
            self.machine = machine
            self.size = size
        }

        /// The next piece, or `nil` behind the last one.
        ///
        /// - Throws: ``TemplateError``; there are no more pieces then.
        public mutating func next() async throws(TemplateError) -> [UInt8]? {
            try nextChunk()
        }

        /// The next piece, for an iterator that runs isolated to an actor.
        ///
        /// - Throws: ``TemplateError``; there are no more pieces then.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(TemplateError) -> [UInt8]? {
            try nextChunk()
        }

        private mutating func nextChunk() throws(TemplateError) -> [UInt8]? {
            guard !isFinished else { return nil }
            var output = TemplateOutput(capacity: Swift.min(size, 64 << 10) + 1024)
            do throws(TemplateError) {
                isFinished = try machine.run(into: &output, until: size)
            } catch {
                isFinished = true
                throw error
            }
            machine.flushed += output.count
            return output.count == 0 ? nil : output.bytes
        }
    }
}

@available(*, unavailable)
extension TemplateChunks.Iterator: Sendable {}
