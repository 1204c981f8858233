// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

/// A program that a test runs, with three open files and no other.
///
/// `Process` of Foundation closes what was open when it looked. A pipe that another thread opens
/// meanwhile lives on in the child, and who waits for its end waits for as long as the child runs.
package final class Program: Sendable {
    /// Where the input comes from.
    package enum Input {
        case file(String)
        /// A pipe that ends with ``Program/endInput()``, and with this process.
        case pipe
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    private struct State {
        var status: Int32?
        var input: Int32?
    }

    package let id: pid_t
    private let state: Mutex<State>
    private let running = DispatchGroup()

    /// Starts a program, which is looked for in `PATH` unless its name has a slash.
    ///
    /// Errors are written to the file of the output unless there is one for them.
    package init(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: String? = nil,
        input: Input = .file("/dev/null"),
        output: String = "/dev/null",
        errors: String? = nil
    ) throws {
        let settings = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var spawn = Spawn()
        defer { spawn.end() }
        let pipe = try spawn.open(input)
        spawn.open(output, as: STDOUT_FILENO)
        spawn.open(errors, as: STDERR_FILENO)
        spawn.enter(folder)
        do {
            id = try spawn.start(name, arguments, settings.map { "\($0)=\($1)" })
        } catch {
            pipe.map { _ = close($0) }
            throw error
        }
        state = Mutex(State(input: pipe))
        running.enter()
        Thread.detachNewThread { self.reap() }
    }

    /// Starts a server that ends with the process of the tests, however that ends.
    ///
    /// A shell waits for the end of its input and then ends what it started.
    package convenience init(endingWithTests name: String, _ arguments: [String]) throws {
        let script = "\"$@\" </dev/null & pid=$!; cat >/dev/null; kill -9 $pid; wait $pid"
        try self.init("/bin/sh", ["-c", script, "sh", name] + arguments, input: .pipe)
    }

    package var isRunning: Bool { state.withLock { $0.status == nil } }

    /// Waits for the end and gives the status; for a program that a signal ended, 128 and the signal.
    @discardableResult
    package func wait() -> Int32 {
        running.wait()
        return state.withLock { $0.status ?? -1 }
    }

    /// As ``wait()``, without keeping a thread.
    package func end() async -> Int32 {
        await withCheckedContinuation { continuation in
            running.notify(queue: .global()) { continuation.resume(returning: self.wait()) }
        }
    }

    package func send(_ signal: Int32) {
        state.withLock { state in
            if state.status == nil { _ = kill(id, signal) }
        }
    }

    package func endInput() {
        let input = state.withLock { $0.input.take() }
        input.map { _ = close($0) }
    }

    /// Keeps the number of the process taken until nobody sends it signals any longer.
    private func reap() {
        var info = siginfo_t()
        while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        state.withLock { state in
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            state.status = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
        endInput()
        running.leave()
    }
}
