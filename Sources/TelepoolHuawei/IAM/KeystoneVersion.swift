package import TelepoolJSON

/// `GET /v3`: which version of Keystone's API this is. Plain Keystone clients ask for it before anything else, without
/// credentials.
package struct KeystoneVersion: JSONWritable {
    package var baseURL: String

    package init(baseURL: String) {
        self.baseURL = baseURL
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.object("version") {
                $0.member("id", "v3.6")
                $0.array("links", ["\(baseURL)/v3/"]) { json, url in
                    json.object {
                        $0.member("href", url)
                        $0.member("rel", "self")
                    }
                }
                $0.array("media-types", ["application/vnd.openstack.identity-v3+json"]) { json, type in
                    json.object {
                        $0.member("base", "application/json")
                        $0.member("type", type)
                    }
                }
                $0.member("status", "stable")
                $0.member("updated", "2016-04-04T00:00:00Z")
            }
        }
    }
}
