// SPDX-License-Identifier: Apache-2.0

/// A table of a program.
struct PlanTable<Plan: Sendable>: Sendable {
    private(set) var plans: [Plan] = []

    /// Adds a plan, and says where it stands.
    mutating func add(_ plan: Plan) -> PlanID<Plan> {
        plans.append(plan)
        return PlanID(number: Int32(plans.count - 1))
    }

    subscript(entry: PlanID<Plan>) -> Plan { plans[Int(entry.number)] }
}

/// The place of a plan in the table of its kind.
struct PlanID<Plan: Sendable>: Sendable {
    let number: Int32
}
