import ArgumentParser
import TelepoolJSON
import TelepoolTerminal

extension Session {
    /// Shows an access key as the server issued it.
    func showIssuedKey(_ answer: JSONObject) {
        guard console.format == .table else { return console.show(answer, key: "access_key_id") }
        console.say(.accessKeyID, answer.text("access_key_id") ?? "")
        console.say(.secretAccessKey, answer.text("secret_access_key") ?? "")
        console.say(.secretIsShownOnce)
    }
}
