import TelepoolHuawei
import TelepoolMetrics
import TelepoolOperator
import TelepoolREST
import TelepoolVolcengine

/// Counts requests by operation and outcome, and how long they took.
///
/// The operations are those of the registries, so that nobody can make up labels; anything else, such as a path that
/// does not exist, is counted under ``none``. A request costs a look-up and three atomic additions.
struct RequestMetrics: Sendable {
    /// The label of what is no operation, and of what is not even a request to a face.
    static let none = "none"

    private typealias Operations = [String: Operation]

    /// A class, because all requests share it.
    private final class Operation: Sendable {
        let name: String
        let outcomes = RequestOutcome.allCases.map { _ in Counter() }
        let durations = Histogram()

        init(_ name: String) {
            self.name = name
        }

        var isUsed: Bool { outcomes.contains { $0.value > 0 } }
    }

    private struct OfFace: Sendable {
        let name: String
        let operations: Operations
        let others = Operation(RequestMetrics.none)

        init(_ name: String, _ operations: [String] = []) {
            self.name = name
            self.operations = Dictionary(operations.map { ($0, Operation($0)) }) { first, _ in first }
        }

        func operation(_ name: String) -> Operation { operations[name] ?? others }

        /// Those that were called, by their names, and those that are none.
        var shown: [Operation] {
            operations.values.filter(\.isUsed).sorted { $0.name < $1.name } + [others]
        }
    }

    private let volcengine = OfFace("volcengine", VolcengineActions.all.map { $0.name })
    private let huawei = OfFace("huawei", HuaweiOperations.all.map(\.name))
    private let iam = OfFace("iam", IAMEndpoint.operations + IAMOperations.all.map(\.name))
    private let `operator` = OfFace(
        "operator", [OperatorEndpoint.documentOperation] + OperatorOperations.all.map(\.name))
    /// What was no HTTP.
    private let unreadable = OfFace(RequestMetrics.none)

    /// Counts a request to a face; `nil` for what could not be read.
    func observe(_ face: Face?, operation: String, status: Int, microseconds: Int) {
        let ofFace: OfFace
        switch face {
        case .volcengine: ofFace = volcengine
        case .huawei: ofFace = huawei
        case .iam: ofFace = iam
        case .operator: ofFace = `operator`
        case nil: ofFace = unreadable
        // Whoever watches is not what is watched.
        case .health, .metrics: return
        }
        let operation = ofFace.operation(operation)
        operation.outcomes[RequestOutcome(status: status).rawValue].add()
        operation.durations.observe(microseconds: microseconds)
    }

    func write(to text: inout MetricsText) {
        let shown = [volcengine, huawei, iam, `operator`, unreadable].flatMap { face in
            face.shown.map { (face.name, $0) }
        }
        text.family("telepool_requests_total", .counter, "Requests, by what became of them.")
        for (face, operation) in shown {
            for outcome in RequestOutcome.allCases {
                text.sample(
                    ["face": face, "operation": operation.name, "outcome": outcome.label],
                    operation.outcomes[outcome.rawValue].value)
            }
        }
        text.family(
            "telepool_request_duration_seconds", .histogram,
            "How long answers took, from the end of the request or, for streams, from its head.")
        for (face, operation) in shown {
            text.sample(["face": face, "operation": operation.name], operation.durations)
        }
    }
}
