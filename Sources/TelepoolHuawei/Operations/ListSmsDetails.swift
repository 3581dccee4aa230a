import HTTPTypes
package import TelepoolDomain
package import TelepoolJSON
package import TelepoolREST

/// 查询短信详情: lists short messages and what has become of them (`reference/huawei-gsl.md`, 4.17).
package struct ListSmsDetails: HuaweiOperation {
    package static let route = Route(.get, "/v1/sms-send-infos/details")
    package static let access = Access.read(.reader)

    private var filter: SMSFilter
    private var page: HuaweiPage

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let query = HuaweiQuery(request)
        filter = SMSFilter(
            iccid: try query.text("cid", limit: 256), from: try query.time("start_time"),
            to: try query.time("end_time"))
        page = try query.page()
    }

    package func perform(in scope: TenantScope) throws -> Response {
        Response(
            messages: try scope.smsMessages.list(filter, offset: page.elementsBefore, limit: page.limit), page: page)
    }

    package struct Response: JSONWritable {
        var messages: Page<SMSMessage>
        var page: HuaweiPage

        package func write(to json: inout JSONWriter) {
            json.object {
                $0.members(of: page, count: messages.total)
                $0.array("sms_details", messages.elements) { json, message in
                    json.object {
                        $0.member("cid", message.iccid)
                        $0.member("msisdn", message.msisdn)
                        $0.member("sent_time", time: message.sentAt)
                        if let received = message.receivedAt { $0.member("received_time", time: received) }
                        $0.member("sms_status", message.status.rawValue)
                        $0.member("sms_content", message.content)
                    }
                }
            }
        }
    }
}
