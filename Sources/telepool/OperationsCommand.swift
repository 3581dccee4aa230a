import ArgumentParser
import TelepoolDomain
import TelepoolHuawei
import TelepoolOperator
import TelepoolREST
import TelepoolVolcengine

/// `telepool operations`
struct OperationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operations", abstract: "List the operations of this version as Markdown.")

    func run() {
        write(
            "# Operations\n\nWritten by `telepool operations`, out of the registries that requests are answered from.")
        section("Volcengine VMS, version \(VolcengineActions.version)", ["Action", "Access", "Role"]) {
            VolcengineActions.all.map { [$0.name] + columns($0.access) }
        }
        section("Volcengine VMS: out of scope", ["Action", "Reason"]) {
            OutOfScope.allCases.flatMap { reason in reason.actions.map { [$0, reason.rawValue] } }
        }
        section("Huawei Cloud GSL", ["Operation", "Request", "Access", "Role"]) { rows(HuaweiOperations.all) }
        section("Huawei Cloud IAM", ["Operation", "Request", "Access", "Role"]) { rows(IAMOperations.all) }
        section("Operator API", ["Operation", "Request", "Access", "Role"]) { rows(OperatorOperations.all) }
    }

    private func section(_ title: String, _ head: [String], _ rows: () -> [[String]]) {
        let lines = [head, head.map { _ in "---" }] + rows()
        write("\n## \(title)\n")
        for line in lines { write("| \(line.joined(separator: " | ")) |") }
    }

    private func rows(_ operations: [RegisteredOperation<some RESTFailure>]) -> [[String]] {
        operations.map { ["`\($0.name)`", "`\($0.route)`"] + columns($0.access) }
    }

    private func columns(_ access: Access) -> [String] {
        switch access {
        case .read(let role): ["read", role.rawValue]
        case .write(let role): ["write", role.rawValue]
        }
    }

    private func write(_ line: String) {
        Console().write(line + "\n")
    }
}
