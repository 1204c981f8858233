// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && PostgreSQL && Redis && SQLite
import Foundation

/// Session libraries of Python, measured by a process that takes orders.
///
/// The orders go into a pipe, and the answers come from standard input. Whoever waits for
/// one blocks: nothing else is to run meanwhile.
final class Peers {
    /// The process ended, or said what is not understood.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private struct Order: Encodable {
        var `do`: String
        var library: Int?
        var tasks: Int?
        var threads: Int?
        var rounds: Int?
        var pause: Double?
        var seconds: Double?
    }

    private struct Rate: Decodable {
        let perSecond: Double
    }

    /// What the libraries are called.
    let names: [String]
    private let orders: FileHandle

    /// Opens the pipe that takes orders.
    init(path: String) throws {
        orders = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        names = try Self.answer()
    }

    func increments(_ library: Int, _ crowd: LostUpdates.Crowd) throws -> Increments {
        var order = Order(do: "increments", library: library)
        order.tasks = crowd.tasks
        order.rounds = crowd.rounds
        order.pause = crowd.pause / .seconds(1)
        return try ask(order)
    }

    /// How often in a second a library gets a value and saves it, in threads that each have a
    /// connection and a session.
    func throughput(_ library: Int, threads: Int = 1, for duration: Duration) throws -> Double {
        var order = Order(do: "throughput", library: library)
        order.threads = threads
        order.seconds = duration / .seconds(1)
        let rate: Rate = try ask(order)
        return rate.perSecond
    }

    /// How often in a second Redis answers two bare commands, one after the other.
    func roundTrips(for duration: Duration) throws -> Double {
        let rate: Rate = try ask(Order(do: "roundTrips", seconds: duration / .seconds(1)))
        return rate.perSecond
    }

    private func ask<Answer: Decodable>(_ order: Order) throws -> Answer {
        try orders.write(contentsOf: JSONEncoder().encode(order) + Data("\n".utf8))
        return try Self.answer()
    }

    private static func answer<Answer: Decodable>() throws -> Answer {
        guard let line = readLine() else {
            throw Failure(description: "the process that measures the peers ended")
        }
        return try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
    }
}
#endif
