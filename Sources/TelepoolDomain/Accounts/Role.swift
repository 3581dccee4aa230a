/// What a user may do.
package enum Role: String, Sendable, CaseIterable {
    /// Everything, on the whole server.
    case administrator
    /// Everything within the account.
    case manager
    /// Delivers usage, nothing else.
    case metering
    /// Reads, within the account.
    case reader

    /// Whether a user in this role may call what asks for `required`.
    package func includes(_ required: Role) -> Bool {
        switch self {
        case .administrator: true
        case .manager: required != .administrator
        case .metering: required == .metering
        case .reader: required == .reader
        }
    }
}

/// What an operation does and who may call it. Every operation declares it.
package enum Access: Sendable, Equatable {
    /// It changes nothing.
    case read(Role)
    /// It changes something; repeated calls are recognised.
    case write(Role)

    /// The role it asks for.
    package var role: Role {
        switch self {
        case .read(let role), .write(let role): role
        }
    }
}
