// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOCore

extension EventLoopFuture where Value: Sendable {
    /// Waits for the value, but not beyond a deadline, nor when the task is cancelled.
    func get(before deadline: NIODeadline) async throws -> Value {
        let promise = eventLoop.makePromise(of: Value.self)
        let timer = eventLoop.scheduleTask(deadline: deadline) {
            promise.fail(RedisFailure.timedOut)
        }
        whenComplete { result in
            timer.cancel()
            promise.completeWith(result)
        }
        return try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            promise.fail(CancellationError())
        }
    }
}
#endif
