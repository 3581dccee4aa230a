import HTTPTypes
package import TelepoolDomain
package import TelepoolREST

/// Says of a SIM card what its carrier knows: whether its holder's name is registered, and which networks a card for
/// three networks can use. What is left out stays as it is.
package struct UpdateSIMCard: OperatorOperation {
    package static let route = Route(.patch, "/telepool/v1/sim-cards/{iccid}")
    package static let access = Access.write(.manager)
    package static let description = OperationDescription(
        "Says of a SIM card what its carrier knows; what is left out stays as it is.",
        details: """
            `iccid_mobile`, `iccid_unicom`, `iccid_telecom`, `version` and `online_carrier` make it a card for three \
            networks; they come together.
            """, parameters: parameters, body: body, errors: [.unknownSIMCard])

    private static let parameters = Parameters(Input.iccid)
    private static let body = JSONBody(
        Input(optional: "real_named", .boolean, "Whether its holder's name is registered."),
        Input(optional: "version", .integer(1...2), "1 with the vendor's software in the device, 2 without."),
        Input(optional: "online_carrier", .choice(Carrier.names)), Input(optional: "iccid_mobile", .iccid),
        Input(optional: "iccid_unicom", .iccid), Input(optional: "iccid_telecom", .iccid))

    private var iccid: String
    private var isRealNamed: Bool?
    private var networks: Networks?

    private struct Networks {
        var version: Int64
        var online: Carrier
        var mobile: String
        var unicom: String
        var telecom: String
    }

    package init(_ request: RESTRequest) throws(OperatorError) {
        iccid = try Self.parameters.read(request)
        let (isRealNamed, version, online, mobile, unicom, telecom) = try Self.body.read(request)
        self.isRealNamed = isRealNamed
        if let version, let online, let mobile, let unicom, let telecom {
            networks = Networks(version: version, online: online, mobile: mobile, unicom: unicom, telecom: telecom)
        } else if version != nil || online != nil || mobile != nil || unicom != nil || telecom != nil {
            throw .invalidParameter(
                "iccid_mobile, iccid_unicom, iccid_telecom, version and online_carrier have to come together.")
        }
    }

    package func perform(in scope: TenantScope) throws -> SIMCardResponse {
        let card = try scope.simCard(iccid)
        if let isRealNamed { try scope.simCards.setRealNamed(isRealNamed, of: card) }
        if let networks {
            try scope.threeNetworkCards.add(
                ThreeNetworkCard(
                    id: card.id, cid: card.iccid, order: card.order, version: networks.version,
                    onlineCarrier: networks.online, iccidMobile: networks.mobile, iccidUnicom: networks.unicom,
                    iccidTelecom: networks.telecom, policy: nil))
        }
        return SIMCardResponse(card: try scope.simCard(iccid))
    }
}
