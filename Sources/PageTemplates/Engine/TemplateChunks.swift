// SPDX-License-Identifier: Apache-2.0

/// A page in pieces, each rendered when it is asked for.
public struct TemplateChunks: AsyncSequence, Sendable {
    let linked: LinkedProgram
    let context: TemplateContext
    let size: Int

    /// Starts to render the page anew.
    public func makeAsyncIterator() -> Iterator {
        Iterator(PageRun(linked, context), size: size)
    }

    /// A render that stops at each piece.
    public struct Iterator: AsyncIteratorProtocol {
        private let render: Render
        private let size: Int

        /// What copies of the iterator share.
        private final class Render {
            var run: PageRun
            var isFinished = false

            init(_ run: consuming PageRun) {
                self.run = run
            }
        }

        init(_ run: consuming PageRun, size: Int) {
            render = Render(run)
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
            guard !render.isFinished else { return nil }
            render.run.output = TemplateOutput(capacity: Swift.min(size, 64 << 10) + 1024)
            do throws(TemplateError) {
                render.isFinished = try render.run.run(until: size)
            } catch {
                render.isFinished = true
                throw error
            }
            render.run.flushed += render.run.output.count
            return render.run.output.count == 0 ? nil : render.run.output.bytes
        }
    }
}

@available(*, unavailable)
extension TemplateChunks.Iterator: Sendable {}
