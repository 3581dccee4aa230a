import ArgumentParser

/// `telepool config`
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Profiles: which server to call, and as whom.",
        discussion: """
            Profiles are kept in ~/.config/telepool/config.toml (or below XDG_CONFIG_HOME), their secrets in \
            credentials.toml beside it, which only its owner can read. The command line wins over the environment, the \
            environment over the profile.
            """,
        subcommands: [Set.self, Use.self, List.self, Show.self])
}

/// Of a command about a profile.
struct ProfileOptions: ParsableArguments {
    @Option(help: "The profile. (default: the one that is used)", completion: .profiles)
    var profile: String?
}
