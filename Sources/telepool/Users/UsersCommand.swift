import ArgumentParser

/// `telepool users`
struct UsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Users of your account.",
        subcommands: [Create.self, List.self, Show.self, Update.self, SetPassword.self, Delete.self])
}
