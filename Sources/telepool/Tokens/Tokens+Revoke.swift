import ArgumentParser
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension TokensCommand {
    struct Revoke: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a token, or all tokens and temporary keys of a user.")

        @Argument(help: "The id of the token, as the list shows it.")
        var token: String?

        @Option(help: "All of this user, by name or id.")
        var user: String?

        @OptionGroup var change: ChangeOptions

        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard (token == nil) != (user == nil) else {
                throw ValidationError("Give the id of a token, or --user.")
            }
        }

        func run(in session: Session) async throws {
            if let user {
                let answer = try await session.call(
                    RevokeUserTokens.self, path: ["user_id": try await session.user(user)], change: change)
                session.done(answer, change: change, .tokensRevoked, user)
            } else if let token {
                let answer = try await session.call(RevokeToken.self, path: ["token_id": token], change: change)
                session.done(answer, change: change, .tokenRevoked, token)
            }
        }
    }
}
