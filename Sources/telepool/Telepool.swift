import ArgumentParser
import TelepoolOperator

@main
struct Telepool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telepool",
        abstract: "Number pools and SIM pools, speaking Volcengine VMS and Huawei Cloud GSL.",
        version: Version.current,
        subcommands: [
            Serve.self, Migrate.self, Backup.self, Restore.self, DatabaseCommand.self, PlansCommand.self,
            SIMsCommand.self, SIMPoolsCommand.self, OrdersCommand.self,
            WorkOrdersCommand.self, UsageCommand.self,
            SMSCommand.self, NumberPoolsCommand.self, NumbersCommand.self, NumberApplicationsCommand.self,
            AccountsCommand.self,
            UsersCommand.self,
            AuditCommand.self, OperationsCommand.self,
        ])
}
