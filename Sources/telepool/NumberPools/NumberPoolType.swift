import ArgumentParser

/// What the numbers of a pool are for, with the codes of Volcengine's `SubServiceType`.
enum NumberPoolType: String, ExpressibleByArgument, CaseIterable {
    case voiceSIP = "voice-sip"
    case voiceNotification = "voice-notification"
    case twoWayCall = "two-way-call"
    case smartOutboundCall = "smart-outbound-call"
    case twoWayCallLite = "two-way-call-lite"
    case twoWayCallMobile = "two-way-call-mobile"
    case cloudContactCenter = "cloud-contact-center"
    case numberHosting = "number-hosting"
    case axb, axn, axne, axyb, paxyb, axg

    var code: Int64 {
        switch self {
        case .voiceSIP: 101
        case .voiceNotification: 102
        case .twoWayCall: 103
        case .smartOutboundCall: 104
        case .twoWayCallLite: 105
        case .twoWayCallMobile: 106
        case .cloudContactCenter: 107
        case .numberHosting: 108
        case .axb: 201
        case .axn: 202
        case .axne: 203
        case .axyb: 204
        case .paxyb: 205
        case .axg: 206
        }
    }

    /// The code of the `ServiceType` that it belongs to.
    var service: Int64 { code < 200 ? 100 : 200 }
}
