package import TelepoolTime

/// How cards of three carriers (三网卡) change from one to another (`reference/huawei-gsl.md`, 4.18).
package struct NetworkSwitchPolicy: Sendable, Equatable {
    package var id: NetworkSwitchPolicyID
    package var name: String
    package var rules: NetworkSwitchRules
    /// Whether it has ever been set on a card.
    package var isUsed: Bool
    package var createdAt: Timestamp
    package var modifiedAt: Timestamp
}

/// What a policy says; it depends on whether the device has the vendor's SDK.
package enum NetworkSwitchRules: Sendable, Equatable {
    case withSDK(SDKNetworkSwitchRules)
    /// The carriers to try, in this order, and the one never to use.
    case withoutSDK(order: [Carrier], blacklisted: Carrier?)
}

/// What the SDK on a device goes by.
package struct SDKNetworkSwitchRules: Sendable, Equatable {
    /// The carrier to use if possible; `nil` for the one that was used last.
    package var preferred: Carrier?
    package var leastPreferred: Carrier
    /// Whether the carrier with the best signal is taken.
    package var takesOptimalSignal: Bool
    package var switchesAutomatically: Bool
    package var switchesOnWeakSignal: Bool
    /// What to ping: where that takes too long, the carrier is changed.
    package var pingTarget: String?

    package init(
        preferred: Carrier?, leastPreferred: Carrier, takesOptimalSignal: Bool, switchesAutomatically: Bool,
        switchesOnWeakSignal: Bool, pingTarget: String?
    ) {
        self.preferred = preferred
        self.leastPreferred = leastPreferred
        self.takesOptimalSignal = takesOptimalSignal
        self.switchesAutomatically = switchesAutomatically
        self.switchesOnWeakSignal = switchesOnWeakSignal
        self.pingTarget = pingTarget
    }
}

extension NetworkSwitchRules {
    /// 1 with the SDK, 2 without.
    package var version: Int64 {
        switch self {
        case .withSDK: 1
        case .withoutSDK: 2
        }
    }
}

/// A rule of network switch policies that a call would have broken.
package enum NetworkPolicyError: Sendable, Equatable {
    /// The carrier to prefer is the one to avoid.
    case sameCarriers
    /// Neither a weak signal nor a delay would change the carrier.
    case noOccasion
    /// The account has a policy of this name.
    case exists(String)
    /// The account has as many policies as it may.
    case quotaExceeded(limit: Int64)
    /// The account has no such policy.
    case unknown(NetworkSwitchPolicyID)
}
