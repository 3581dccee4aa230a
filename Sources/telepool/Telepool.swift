import ArgumentParser
import TelepoolOperator

@main
struct Telepool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telepool",
        abstract: "Number pools and SIM pools, speaking Volcengine VMS and Huawei Cloud GSL.",
        discussion: """
            Exit codes: 0 done; 1 failed; 3 some rows were not taken; 4 not found; 5 denied, or a wrong key; 6 in conflict \
            with what there is; 7 the server cannot be reached or cannot answer now; 64 used wrongly, or a value was \
            refused; 130 interrupted (SIGINT); 141 nobody reads the output (SIGPIPE).
            """,
        version: Version.current,
        groupedSubcommands: [
            CommandGroup(
                name: "The service",
                subcommands: [Serve.self, Migrate.self, Backup.self, Restore.self, DatabaseCommand.self]),
            CommandGroup(
                name: "Numbers",
                subcommands: [
                    NumberPoolsCommand.self, NumbersCommand.self, BindingsCommand.self, NumberApplicationsCommand.self,
                ]),
            CommandGroup(
                name: "SIM cards",
                subcommands: [
                    SIMPoolsCommand.self, SIMsCommand.self, PlansCommand.self, OrdersCommand.self, UsageCommand.self,
                    WorkOrdersCommand.self, SMSCommand.self,
                ]),
            CommandGroup(
                name: "Access",
                subcommands: [
                    AccountsCommand.self, UsersCommand.self, KeysCommand.self, TokensCommand.self, AuditCommand.self,
                    ConfigCommand.self,
                ]),
            CommandGroup(
                name: "Everything else", subcommands: [VolcCommand.self, HuaweiCommand.self, OperationsCommand.self]),
        ])
}
