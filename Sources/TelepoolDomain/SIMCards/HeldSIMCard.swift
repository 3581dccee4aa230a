package import TelepoolTime

/// Why a card does not work: the vendor's `operator_status` (`reference/huawei-gsl.md`, 4.5).
package enum StopReason: Int64, Sendable, CaseIterable {
    /// 正常(非停机状态)
    case none = -1
    /// 停机(超流量停机): a card that is in no pool has used what its plan gives.
    case used = 1
    /// 停机(超流量阈值停机): the card has reached its own threshold.
    case threshold = 2
    /// 停机(流量池停机): its pool has used what it has.
    case pool = 3
    /// 停机(套餐到期停机)
    case planEnded = 4
    /// 停机(主动停机)
    case request = 5
    /// 停机(违规停机)
    case violation = 6
    /// 停机(机卡分离停机)
    case deviceSeparation = 7
}

/// A SIM card as it is held, with its use in the cycle that runs now.
///
/// What stops a card for a cycle, its pool's limit, its own, or the end of its plan, is not written on the card: it follows
/// from the clock, so that it ends by itself.
package struct HeldSIMCard: Sendable, Equatable {
    package var id: SIMCardID
    package var iccid: String
    package var msisdn: String?
    package var imsi: String?
    /// The device that the card is bound to.
    package var imei: String?
    package var order: OrderID
    package var pricePlan: PricePlan
    package var pool: SIMPoolID?
    package var poolIsBackward: Bool
    /// The state that the card was brought into by somebody.
    package var ownStatus: SIMCardStatus
    /// Why the card does not work at this time.
    package var stopReason: StopReason
    package var activatedAt: Timestamp?
    package var disassembledAt: Timestamp?
    /// When the card is activated by itself; `nil` if never.
    package var silentUntil: Timestamp?
    /// What the card has used in the cycle that runs now.
    package var used: DataAmount
    /// The threshold that stops the card, in MB; -1 for none.
    package var quotaMegabytes: Int64
    package var isRealNamed: Bool
    /// Whether it was taken off the network on request.
    package var isCutOff: Bool
    /// The greatest speed in Kbps; -1 for any.
    package var speedKilobits: Int64
    /// How often the card was bound to another device in the month that runs now.
    package var rebinds: Int64
    /// When the card came in.
    package var createdAt: Timestamp

    /// The state that it is in at this time.
    package var status: SIMCardStatus {
        ownStatus == .inUse && stopReason != .none ? .suspended : ownStatus
    }

    package var carrier: Carrier { pricePlan.carrier }

    /// The last second of its plan; `nil` while it is not known.
    package var expiresAt: Timestamp? {
        activatedAt.map { carrier.lastSecond(of: carrier.cycle(at: $0).advanced(by: pricePlan.months - 1)) }
    }

    /// What is left of its plan's data; negative when it was overused. The card of a pool shares the pool's.
    package var left: DataAmount { DataAmount(bytes: pricePlan.monthlyData.bytes - used.bytes) }

    /// Whether it was stopped for having reached its threshold.
    package var hasExceededQuota: Bool { stopReason == .threshold }
}
