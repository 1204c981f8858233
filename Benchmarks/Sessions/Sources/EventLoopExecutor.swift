// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import NIOCore
import NIOPosix

/// Runs tasks on the event loop that has the only connection of a store, so that nothing
/// goes from one thread to another one.
final class EventLoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    /// Nil where there are no event loops.
    init?() {
        var loops = MultiThreadedEventLoopGroup.singleton.makeIterator()
        guard let first = loops.next() else { return nil }
        eventLoop = first
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
#endif
