import TelepoolClient
import TelepoolHuawei
import TelepoolJSON
import TelepoolOperator
import TelepoolREST
import TelepoolVolcengine
import Testing

/// The client's types are held to what the server declares.
struct `Typed operations` {
    static let volcengine: [any VolcengineRequest.Type] = [
        Volcengine.BindAXB.self, Volcengine.BindAXN.self, Volcengine.BindAXNE.self, Volcengine.BindAXYB.self,
        Volcengine.BindYBForAXYB.self, Volcengine.CreateNumberApplication.self, Volcengine.CreateNumberPool.self,
        Volcengine.EnableOrDisableNumber.self, Volcengine.NumberList.self, Volcengine.NumberPoolList.self,
        Volcengine.QueryNumberApplyRecordList.self, Volcengine.QuerySubscription.self,
        Volcengine.QuerySubscriptionForList.self, Volcengine.SelectNumber.self,
        Volcengine.SelectNumberAndBindAXB.self, Volcengine.SelectNumberAndBindAXN.self, Volcengine.UnbindAXB.self,
        Volcengine.UnbindAXBV2.self, Volcengine.UnbindAXN.self, Volcengine.UnbindAXNE.self,
        Volcengine.UnbindAXNEV2.self, Volcengine.UnbindAXNV2.self, Volcengine.UnbindAXYB.self,
        Volcengine.UnbindAXYBV2.self, Volcengine.UpdateAXB.self, Volcengine.UpdateAXN.self,
        Volcengine.UpdateNumberPool.self, Volcengine.UpdateNumberPoolV2.self, Volcengine.UpgradeAXToAXB.self,
    ]

    static let huawei: [any HuaweiRequest.Type] = [
        Huawei.AddNetworkSwitchPolicy.self, Huawei.BatchSetAttributes.self, Huawei.BatchSetTags.self,
        Huawei.CreateAttribute.self, Huawei.CreateTag.self, Huawei.DeleteRealName.self, Huawei.DeleteTag.self,
        Huawei.DisableAttribute.self, Huawei.EnableAttribute.self, Huawei.EnableSimCard.self,
        Huawei.ListAttributes.self, Huawei.ListBackPoolMembers.self, Huawei.ListBackPools.self,
        Huawei.ListFlowBySimCards.self, Huawei.ListNetworkSwitchPolicies.self, Huawei.ListProPricePlans.self,
        Huawei.ListSimCardFlowPerDay.self, Huawei.ListSimCards.self, Huawei.ListSimDeviceMultiply.self,
        Huawei.ListSimPoolMembers.self, Huawei.ListSimPools.self, Huawei.ListSimPricePlans.self,
        Huawei.ListSmsDetails.self, Huawei.ListTags.self, Huawei.ListWorkOrderDetails.self,
        Huawei.ListWorkOrders.self, Huawei.RegisterImei.self, Huawei.ResetSimCard.self, Huawei.SendSms.self,
        Huawei.SetExceedCutNet.self, Huawei.SetNetworkSwitchPolicy.self, Huawei.SetSpeedValue.self,
        Huawei.ShowMonthUsages.self, Huawei.ShowRealNamed.self, Huawei.ShowSimCard.self, Huawei.StartStopNet.self,
        Huawei.StopSimCard.self, Huawei.SwitchNetwork.self, Huawei.UpdateAttribute.self,
    ]

    static let operators: [any (OperatorRequest & Decodable).Type] = [
        Operator.AddSIMPoolOrders.self, Operator.ApproveNumberApplication.self, Operator.AuditUsage.self,
        Operator.ClaimSMS.self, Operator.CreateAccessKey.self, Operator.CreateAccount.self,
        Operator.CreatePricePlan.self, Operator.CreateSIMPool.self, Operator.CreateSIMPoolAddOn.self,
        Operator.CreateUser.self, Operator.DecideWorkOrder.self, Operator.DeleteAccessKey.self,
        Operator.DeleteNumberPool.self, Operator.DeleteUser.self, Operator.DeregisterSIMCards.self,
        Operator.DiscardSIMPool.self, Operator.ImportNumbers.self, Operator.ImportSIMCards.self,
        Operator.ImportUsage.self, Operator.ListAccessKeys.self, Operator.ListAccounts.self,
        Operator.ListAuditEvents.self, Operator.ListCardUsage.self, Operator.ListDayUsage.self,
        Operator.ListInstallationAuditEvents.self, Operator.ListNumberBindings.self,
        Operator.ListNumberReservations.self, Operator.ListNumbers.self, Operator.ListOrders.self,
        Operator.ListPoolUsage.self, Operator.ListPricePlans.self, Operator.ListSIMCards.self,
        Operator.ListSIMPoolAddOns.self, Operator.ListSMSOutbox.self, Operator.ListTokens.self, Operator.ListUsers.self,
        Operator.MoveNumbers.self, Operator.RejectNumberApplication.self, Operator.ReleaseNumberReservation.self,
        Operator.RemoveNumbers.self, Operator.ReportSMSResult.self, Operator.ReserveNumbers.self,
        Operator.RevokeToken.self, Operator.RevokeUserTokens.self, Operator.SetAccessKeyLimits.self,
        Operator.SetAccountQuota.self, Operator.SetBackPoolStatus.self, Operator.SetNumberPoolQuarantine.self,
        Operator.SetUserPassword.self, Operator.SetWorkOrderReview.self, Operator.ShowAccount.self,
        Operator.ShowNumber.self, Operator.ShowNumberPoolUtilisation.self, Operator.ShowSIMCard.self,
        Operator.ShowSIMPool.self, Operator.ShowUser.self, Operator.UpdateAccessKey.self, Operator.UpdateAccount.self,
        Operator.UpdateSIMCard.self, Operator.UpdateSIMPool.self, Operator.UpdateUser.self,
        Operator.VerifyAuditLog.self, Operator.VerifyInstallationAuditLog.self,
    ]

    /// Operations that only raw calls reach so far.
    static let untyped: Set<String> = []

    @Test func `are all of Volcengine's`() {
        #expect(Self.volcengine.map { $0.action } == VolcengineActions.all.map { $0.name })
    }

    @Test func `are all of Huawei's`() {
        #expect(Self.huawei.map(Self.signature) == HuaweiOperations.all.map { "\($0.name) \($0.route)" })
    }

    @Test func `are all of the operator's`() {
        let typed: [any RoutedRequest.Type] = Self.operators + [Operator.ReplaceSIMCard.self]
        #expect(
            Set(typed.map(Self.signature))
                == Set(
                    OperatorOperations.all.filter { !Self.untyped.contains($0.name) }.map { "\($0.name) \($0.route)" }))
    }

    @Test(arguments: operators.indices)
    func `say everything that the operator's operations take, and nothing else`(index: Int) throws {
        let type = Self.operators[index]
        let operation = try #require(Self.served(type))
        var sample = JSONObject()
        var rows = JSONObject()
        for parameter in operation.description.parameters { sample.add(parameter) }
        switch operation.description.body {
        case .json(let members, _)?: for member in members { sample.add(member) }
        case .csv(let columns, _)?: for column in columns { rows.add(column) }
        case nil: break
        }
        let described = sample
        if !rows.members.isEmpty { sample.members.append(.init(name: "rows", value: .array([.object(rows)]))) }
        let request = try Self.read(type, JSONValue.object(sample))
        guard case .object(var encoded) = try JSONValue(encoding: request) else { return }
        let index = encoded.members.firstIndex { $0.name == "rows" }
        if let index, !rows.members.isEmpty {
            #expect(encoded.members.remove(at: index).value.normal == JSONValue.array([.object(rows)]).normal)
        }
        #expect(JSONValue.object(encoded).normal == JSONValue.object(described).normal)
    }

    @Test(arguments: operators.indices)
    func `read everything that the operator's operations answer`(index: Int) throws {
        let operation = try #require(Self.served(Self.operators[index]))
        let sample = Self.schema(of: operation).sample
        #expect(try Self.rewritten(sample, by: Self.operators[index]).normal == sample.normal)
    }

    @Test func `say both ICCIDs of a card that is replaced`() throws {
        let call = try RoutedCall(Operator.ReplaceSIMCard(iccid: "1", newICCID: "2", imsi: "3"))
        #expect(call.path == "/telepool/v1/sim-cards/1/replace")
        #expect(call.body == ["iccid": "2", "imsi": "3"])
    }

    @Test func `put what they say where it belongs`() throws {
        let read = try RoutedCall(Huawei.ListSimPools(poolName: "池 1", status: [.inUse, .discarded], limit: 10))
        #expect(read.path == "/v1/sim-pools")
        #expect(
            read.query.map { "\($0.name)=\($0.value)" } == ["pool_name=池 1", "status=1", "status=0", "limit=10"])
        #expect(read.body == nil)
        let write = try RoutedCall(Huawei.StopSimCard(simCardID: 0, iccid: "8986000000000000001"))
        #expect(write.path == "/v1/sim-cards/0/stop")
        #expect(write.query.isEmpty)
        #expect(write.body == ["iccid": "8986000000000000001"])
        let odd = try RoutedCall(Operator.ShowNumber(number: "+86/1 2"))
        #expect(odd.path == "/telepool/v1/numbers/%2B86%2F1%202")
    }

    private static func signature(_ type: any RoutedRequest.Type) -> String { "\(type) \(type.route)" }

    private static func served(_ type: any RoutedRequest.Type) -> (any OperatorOperation.Type)? {
        OperatorOperations.types.first { $0.name == "\(type)" }
    }

    private static func schema<Operation: OperatorOperation>(of type: Operation.Type) -> JSONSchema {
        Operation.Response.schema
    }

    private static func read<Request: OperatorRequest & Decodable>(
        _ type: Request.Type, _ json: JSONValue
    ) throws -> any OperatorRequest {
        try json.decode(type)
    }

    /// What an answer is after it was read and written again; its type has to be able to do both.
    private static func rewritten<Request: OperatorRequest>(_ json: JSONValue, by type: Request.Type) throws
        -> JSONValue
    {
        let answer: any Sendable = try json.decode(Request.Response.self)
        guard let answer = answer as? any Encodable else { return .null }
        return try JSONValue(encoding: answer)
    }
}

extension JSONObject {
    fileprivate mutating func add(_ input: InputDescription) {
        // Every call can be rehearsed, whatever it is.
        guard input.name != "dry_run" else { return }
        members.append(Member(name: input.name, value: input.schema.sample))
    }
}

extension JSONSchema {
    /// A value of this kind with everything that it may have.
    fileprivate var sample: JSONValue {
        switch form {
        case .string: "x"
        case .integer: 7
        case .boolean: true
        case .choice(let words): .string(words.first ?? "")
        case .array(let element, _, _): .array([element.sample])
        case .object(let members):
            .object(JSONObject(members: members.map { JSONObject.Member(name: $0.name, value: $0.schema.sample) }))
        }
    }
}
