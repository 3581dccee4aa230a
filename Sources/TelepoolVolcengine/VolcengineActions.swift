/// The operations that are supported: one line each.
package enum VolcengineActions {
    package static let version = "2022-01-01"

    package static let all: [any VolcengineAction.Type] = [
        BindAXB.self,
        BindAXN.self,
        BindAXNE.self,
        BindAXYB.self,
        BindYBForAXYB.self,
        CreateNumberApplication.self,
        CreateNumberPool.self,
        EnableOrDisableNumber.self,
        NumberList.self,
        NumberPoolList.self,
        QueryNumberApplyRecordList.self,
        QuerySubscription.self,
        QuerySubscriptionForList.self,
        SelectNumber.self,
        SelectNumberAndBindAXB.self,
        SelectNumberAndBindAXN.self,
        UnbindAXB.self,
        UnbindAXBV2.self,
        UnbindAXN.self,
        UnbindAXNE.self,
        UnbindAXNEV2.self,
        UnbindAXNV2.self,
        UnbindAXYB.self,
        UnbindAXYBV2.self,
        UpdateAXB.self,
        UpdateAXN.self,
        UpdateNumberPool.self,
        UpdateNumberPoolV2.self,
        UpgradeAXToAXB.self,
    ]

    /// The same by their names on the wire.
    package static let byName: [String: any VolcengineAction.Type] =
        Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The operations that the vendor offers and this service does not, each with the reason
    /// (`reference/volcengine-vms.md`, 5).
    package static let outOfScope: [String: OutOfScope] = Dictionary(
        uniqueKeysWithValues: OutOfScope.allCases.flatMap { reason in reason.actions.map { ($0, reason) } })
}

/// Why an operation of the vendor is not offered.
package enum OutOfScope: String, Sendable, CaseIterable {
    case calls = "it makes or reports calls"
    case tasks = "it runs voice notification tasks"
    case voiceFiles = "it keeps voice files and recordings"
    case qualifications = "it hands in and checks papers"
    case groups = "it binds groups (AXG) or nests bindings, which only some older SDKs know"

    /// The operations, by their names on the wire.
    package var actions: [String] {
        switch self {
        case .calls:
            [
                "Click2Call", "Click2CallLite", "CancelClick2Call", "CancelClick2CallV2", "QueryCallRecordMsg",
                "QueryCallRecordMsgV2", "QueryCanCall", "QueryRiskDenyInfo", "QuerySipRecord", "RegisterIndustrialId",
            ]
        case .tasks:
            [
                "BatchAppend", "CreateTask", "PauseTask", "QuerySingleInfo", "ResumeTask", "SingleBatchAppend",
                "SingleCancel", "SingleCancelV2", "SingleInfo", "StopTask", "UpdateTask",
            ]
        case .voiceFiles:
            [
                "CommitResourceUpload", "FetchResource", "GetResourceUploadUrl", "OpenCreateTts", "OpenDeleteResource",
                "OpenUpdateResource", "QueryAudioRecordFileUrl", "QueryAudioRecordToTextFileUrl",
                "QueryAudioRecordToTextFileUrlV2", "QueryOpenGetResource", "QueryUsableResource",
                "QueryUsableResourceV2",
            ]
        case .qualifications:
            [
                "AddQualification", "AddQualificationScene", "QueryAuth", "QueryQualification", "RouteAAuth",
                "UpdateQualification", "UpdateQualificationScene", "UploadQualificationFile",
                "UploadQualificationFileV2",
            ]
        case .groups:
            [
                "BindAXBForAXNE", "BindAXG", "CreateAXGGroup", "DeleteAXGGroup", "UnbindAXG", "UpdateAXG",
                "UpdateAXGGroup", "UpdateAXNE", "UpdateAXYB",
            ]
        }
    }
}
