import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// 发送短信: sends a short message to cards, or to all cards of an order (`reference/huawei-gsl.md`, 4.17).
///
/// It is accepted here, and sent by a gateway of the operator's.
package struct SendSms: HuaweiOperation {
    package static let route = Route(.post, "/v1/sms-send-infos")
    package static let access = Access.write(.manager)

    private var smsContent: String
    private var recipients: SMSRecipients

    package init(_ request: RESTRequest) throws(HuaweiError) {
        let body = try HuaweiBody(request)
        smsContent = try body.required(body.text("sms_content", length: 1...1000, allowsLines: true))
        // There are no templates: whoever names one gives the text too.
        _ = try body.integer("template_id", in: 0...Int64.max)
        let cids = try body.texts("cids", length: 1...256) ?? []
        let order = try body.integer("order_id", in: 0...Int64.max)
        guard !body.has("file_temp_id") else { throw .unknownFile }
        guard cids.count <= 500 else { throw .invalidParameter }
        recipients = cids.isEmpty ? .order(OrderID(try body.required(order))) : .cards(cids)
    }

    package func perform(in scope: TenantScope) throws -> TextResponse {
        try scope.smsMessages.send(smsContent, to: recipients)
        return TextResponse(text: "Ok")
    }
}
