import TelepoolJSON

/// What a key is limited to, as requests say it.
enum KeyLimitMembers {
    static func object(actions: [String], pools: [String], addresses: [String]) -> JSONObject {
        let lists = [("actions", actions), ("pools", pools), ("addresses", addresses)]
        return JSONObject(
            members: lists.filter { !$0.1.isEmpty }.map { name, words in
                JSONObject.Member(name: name, value: .array(words.map(JSONValue.string)))
            })
    }
}
