package import TelepoolSQL

/// The schema of the domain, as the steps that lead to it.
package enum Schema {
    package static let migrations = [
        m0001Accounts, m0002NumberPools, m0003SIMPools, m0004Bindings, m0005NumberApplications,
        m0006NumberHolds, m0007SIMCards, m0008SIMLabels, m0009PoliciesAndMessages, m0010Leases,
        m0011Access, m0012AuditEvents,
    ]
}
