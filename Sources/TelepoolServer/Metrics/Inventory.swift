import TelepoolDomain
import TelepoolMetrics
import TelepoolSQL
import TelepoolTime

/// What the database says of the installation as a whole, at one instant.
struct Inventory: Sendable {
    private let numbers: [NumberAvailability: Int64]
    private let numberPools: PoolExhaustion
    private let simPools: PoolExhaustion
    private let delays: [Monitoring.Task: Int64]
    private let nodes: Int64

    init(_ monitoring: Monitoring, at systemTime: Timestamp) throws {
        numbers = try monitoring.numbers()
        numberPools = try monitoring.numberPools()
        simPools = try monitoring.simPools()
        delays = try monitoring.delays()
        nodes = try monitoring.nodes(at: systemTime)
    }

    func write(to text: inout MetricsText) {
        text.family("telepool_numbers", .gauge, "Numbers of all accounts, but cancelled ones.")
        for (state, count) in numbers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.sample(["state": state.rawValue], Int(count))
        }
        text.single("telepool_number_pools", .gauge, "Number pools with numbers in them.", Int(numberPools.pools))
        text.family(
            "telepool_number_pools_free_at_most", .gauge,
            "Number pools of whose numbers this share or less can be drawn.")
        for (share, count) in zip(Monitoring.freeShares, numberPools.reached) {
            text.sample(["share": Self.ratio(share)], Int(count))
        }
        text.single("telepool_sim_pools", .gauge, "SIM pools with data to use up.", Int(simPools.pools))
        text.family(
            "telepool_sim_pools_used_at_least", .gauge,
            "SIM pools of whose data this share or more is used in the cycle that runs.")
        for (share, count) in zip(Monitoring.usedShares, simPools.reached) {
            text.sample(["share": Self.ratio(share)], Int(count))
        }
        text.family(
            "telepool_sweeper_lag_seconds", .gauge, "For how long the oldest thing has been due that time asks for.")
        for task in Monitoring.Task.allCases {
            text.sample(["task": task.rawValue], Double(delays[task] ?? 0) / 1000)
        }
        text.single(
            "telepool_nodes", .gauge, "Nodes that hold a lease on the shared database; 0 where it is not shared.",
            Int(nodes))
    }

    private static func ratio(_ percent: Int64) -> String {
        "\(Double(percent) / 100)"
    }
}
