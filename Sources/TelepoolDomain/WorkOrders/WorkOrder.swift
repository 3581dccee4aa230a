package import TelepoolTime

/// What a work order is about (`reference/huawei-gsl.md`, 4.16).
package enum WorkOrderType: Int64, Sendable, CaseIterable {
    /// 实体卡复机
    case reset = 4
    /// 实体卡停机
    case stop = 5
    /// 实体卡激活
    case enable = 10
    /// 申请断网
    case cutNet = 11
    /// 达量断网
    case setQuota = 12
    /// 机卡重绑
    case bindDevice = 13
    /// 实名制信息清除
    case clearRealName = 14
    /// 实体卡限速
    case limitSpeed = 15
    /// 断网恢复
    case restoreNet = 20
    /// 取消达量断网
    case cancelQuota = 21
    /// Not in the vendor's list, which has no type for three-network cards.
    case setPolicy = 24
    case switchNetwork = 25
}

/// 1审核中 2已审核 3处理中 4已完成 5已取消 6失败 7审核不通过
package enum WorkOrderStatus: Int64, Sendable, CaseIterable {
    case inReview = 1
    case approved = 2
    case underWay = 3
    case done = 4
    case cancelled = 5
    case failed = 6
    case rejected = 7

    /// Whether nothing more will come of it.
    package var isFinal: Bool { rawValue >= Self.done.rawValue }
}

/// 1成功 2处理中 3失败
package enum WorkOrderDetailStatus: Int64, Sendable, CaseIterable {
    case succeeded = 1
    case underWay = 2
    case failed = 3
}

/// What somebody asked for (业务受理), and what came of it.
package struct WorkOrder: Sendable, Equatable {
    package var id: WorkOrderID
    /// 3 for physical cards.
    package var simType: Int64
    /// A ``WorkOrderType``.
    package var type: Int64
    /// What it is about, for people.
    package var detail: String
    package var status: WorkOrderStatus
    /// Who asked: 8 for the API.
    package var source: Int64
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    package var failReason: String
    package var total: Int64
    package var succeeded: Int64
    package var failed: Int64
    package var underWay: Int64
}

/// What came of a work order for one card.
package struct WorkOrderDetail: Sendable, Equatable {
    package var order: WorkOrderID
    package var card: SIMCardID
    package var cid: String
    package var simType: Int64
    package var status: WorkOrderDetailStatus
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    package var description: String
}

/// What a work order does with a card.
package enum SIMCardAction: Sendable, Equatable {
    case stop
    case reset
    case enable
    /// Takes the card off the network, or lets it back.
    case cutNet(Bool)
    /// Sets the threshold in MB that stops the card, -1 for none; `nil` cancels it.
    case setQuota(Int64?)
    /// In Kbps, -1 for any.
    case limitSpeed(Int64)
    /// Binds the card to a device; `nil` for the one that it is in.
    case bindDevice(imei: String?)
    case clearRealName
    /// Gives a three-network card a policy for switching networks.
    case setPolicy(Int64)
    /// Lets a three-network card use another network.
    case switchNetwork(Carrier)

    package var type: WorkOrderType {
        switch self {
        case .stop: .stop
        case .reset: .reset
        case .enable: .enable
        case .cutNet(true): .cutNet
        case .cutNet(false): .restoreNet
        case .setQuota(_?): .setQuota
        case .setQuota(nil): .cancelQuota
        case .limitSpeed: .limitSpeed
        case .bindDevice: .bindDevice
        case .clearRealName: .clearRealName
        case .setPolicy: .setPolicy
        case .switchNetwork: .switchNetwork
        }
    }

    /// What the type leaves open, as it is kept.
    var argument: String {
        switch self {
        case .stop, .reset, .enable, .cutNet, .setQuota(nil), .clearRealName: ""
        case .setQuota(let megabytes?): "\(megabytes)"
        case .limitSpeed(let kilobits): "\(kilobits)"
        case .bindDevice(let imei): imei ?? ""
        case .setPolicy(let id): "\(id)"
        case .switchNetwork(let carrier): "\(carrier.rawValue)"
        }
    }

    init?(_ type: WorkOrderType, argument: String) {
        switch type {
        case .stop: self = .stop
        case .reset: self = .reset
        case .enable: self = .enable
        case .cutNet: self = .cutNet(true)
        case .restoreNet: self = .cutNet(false)
        case .cancelQuota: self = .setQuota(nil)
        case .clearRealName: self = .clearRealName
        case .bindDevice: self = .bindDevice(imei: argument.isEmpty ? nil : argument)
        case .setQuota, .limitSpeed, .setPolicy, .switchNetwork:
            guard let number = Int64(argument) else { return nil }
            switch type {
            case .setQuota: self = .setQuota(number)
            case .limitSpeed: self = .limitSpeed(number)
            case .setPolicy: self = .setPolicy(number)
            default:
                guard let carrier = Carrier(rawValue: number) else { return nil }
                self = .switchNetwork(carrier)
            }
        }
    }
}
