package import TelepoolSQL
package import TelepoolTime

/// One transaction on behalf of one account, at one instant.
///
/// All rules and all SQL about an account's things hang on it, so that no query can forget whose they are.
package struct TenantScope {
    package let account: AccountID
    /// The instant of this call: one reading of the clock for everything in it.
    package let now: Timestamp
    package let transaction: any SQLTransaction
    package let environment: DomainEnvironment
    /// Whether an administrator of the server acts, who may do more than a manager of the account.
    package let isAdministrator: Bool
    /// Counts the usage records that are taken in; `nil` where nobody wants to know.
    package let tally: UsageTally?
    /// What this transaction has changed.
    package let trail: AuditTrail

    package init(
        account: AccountID, transaction: any SQLTransaction, environment: DomainEnvironment, now: Timestamp? = nil,
        isAdministrator: Bool = false, tally: UsageTally? = nil, trail: AuditTrail = AuditTrail()
    ) {
        self.account = account
        self.isAdministrator = isAdministrator
        self.now = now ?? environment.clock.now
        self.transaction = transaction
        self.environment = environment
        self.tally = tally
        self.trail = trail
    }

    /// The same transaction on behalf of the server, for what an administrator does.
    package var system: SystemScope {
        SystemScope(transaction: transaction, environment: environment, now: now, trail: trail)
    }

    /// The account on whose behalf this is.
    package func ownAccount() throws -> Account {
        guard let account = try system.accounts.find(id: account) else {
            preconditionFailure("a scope is made for an account that exists")
        }
        return account
    }

    package var accessKeys: OwnAccessKeys { OwnAccessKeys(scope: self) }
    package var audit: AuditLog { AuditLog(scope: self) }
    package var bindings: Bindings { Bindings(scope: self) }
    package var idempotentAnswers: IdempotentAnswers { IdempotentAnswers(scope: self) }
    package var networkSwitchPolicies: NetworkSwitchPolicies { NetworkSwitchPolicies(scope: self) }
    package var numberApplications: NumberApplications { NumberApplications(scope: self) }
    package var numberPools: NumberPools { NumberPools(scope: self) }
    package var numberReservations: NumberReservations { NumberReservations(scope: self) }
    package var numbers: Numbers { Numbers(scope: self) }
    package var orders: Orders { Orders(scope: self) }
    package var pricePlans: PricePlans { PricePlans(scope: self) }
    package var projects: Projects { Projects(scope: self) }
    package var simAttributes: SIMAttributes { SIMAttributes(scope: self) }
    package var simCards: SIMCards { SIMCards(scope: self) }
    package var simPools: SIMPools { SIMPools(scope: self) }
    package var simTags: SIMTags { SIMTags(scope: self) }
    package var smsMessages: SMSMessages { SMSMessages(scope: self) }
    package var smsOutbox: SMSOutbox { SMSOutbox(scope: self) }
    package var tokens: OwnTokens { OwnTokens(scope: self) }
    package var usage: Usage { Usage(scope: self) }
    package var threeNetworkCards: ThreeNetworkCards { ThreeNetworkCards(scope: self) }
    package var workOrders: WorkOrders { WorkOrders(scope: self) }
    package var users: Users { Users(scope: self) }
}
