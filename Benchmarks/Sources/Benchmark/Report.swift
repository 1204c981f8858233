// SPDX-License-Identifier: Apache-2.0

/// Measures the engine and the floor in turn and prints what came out.
///
/// Both run in the same process, a short batch each per round and the first one
/// changing places, so that a slow minute of the machine slows both. The factor
/// is taken within each round; the report gives the median of the factors.
struct Report {
    let workload: Workload
    let rounds: Int

    /// The seconds of one batch of one contender.
    private let batch = 0.05

    func printTimes(
        of engine: inout some Contender & ~Copyable,
        against floor: inout some Contender & ~Copyable
    ) throws {
        let engineCalls = try Stopwatch.calls(for: batch) { try engine.render() }
        let floorCalls = try Stopwatch.calls(for: batch) { try floor.render() }
        var engineTimes = Series()
        var floorTimes = Series()
        var factors = Series()
        for round in 0..<rounds {
            var engineTime = 0.0
            if round.isMultiple(of: 2) {
                engineTime = try microseconds(of: engineCalls) { try engine.render() }
            }
            let floorTime = try microseconds(of: floorCalls) { try floor.render() }
            if !round.isMultiple(of: 2) {
                engineTime = try microseconds(of: engineCalls) { try engine.render() }
            }
            engineTimes.append(engineTime)
            floorTimes.append(floorTime)
            factors.append(engineTime / floorTime)
        }
        print("\(pad("render"))    median       min       max")
        print("\(pad("\(engine.name), µs"))\(engineTimes.columns)")
        print("\(pad("\(floor.name), µs"))\(floorTimes.columns)")
        print("\(pad("factor"))\(factors.columns)")
    }

    /// Prints the time of `compile`, which returns something greater than zero.
    func printCompileTime(_ compile: () throws -> Int) throws {
        let calls = try Stopwatch.calls(for: batch, compile)
        var times = Series()
        for _ in 0..<rounds {
            times.append(try microseconds(of: calls, compile))
        }
        print("\(pad("compile, µs"))\(times.columns)")
    }

    private func microseconds(of calls: Int, _ body: () throws -> Int) throws -> Double {
        try Stopwatch.seconds(of: calls, body) / Double(calls) * 1e6
    }

    private func pad(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 20 - text.count))
    }
}
