package import TelepoolTime

/// An application for numbers (号码申请): what an account wants in a pool, until somebody brings it or says no.
package struct NumberApplication: Sendable, Equatable {
    /// What is wanted in one city.
    package struct City: Sendable, Equatable {
        /// The area code.
        package var code: String
        package var applied: Int64
        /// How many numbers came of it.
        package var imported: Int64

        package init(code: String, applied: Int64, imported: Int64 = 0) {
            self.code = code
            self.applied = applied
            self.imported = imported
        }
    }

    /// Counts from 1 within the account.
    package var id: Int64
    package var billID: NumberApplicationID
    package var pool: NumberPool
    package var status: NumberApplicationStatus
    package var details: NumberApplicationDetails
    /// Why it was refused; empty otherwise.
    package var notes: String
    package var appliedAt: Timestamp
    package var updatedAt: Timestamp
    package var cities: [City]
}

/// What an applicant says.
package struct NumberApplicationDetails: Sendable, Equatable {
    package var type: NumberType
    package var purpose: String
    package var qualificationNo: String
    package var remark: String

    package init(type: NumberType, purpose: String, qualificationNo: String, remark: String) {
        self.type = type
        self.purpose = purpose
        self.qualificationNo = qualificationNo
        self.remark = remark
    }
}

/// How far an application is (`reference/volcengine-vms.md`, 4.0).
package enum NumberApplicationStatus: Int64, Sendable, CaseIterable {
    /// 已提交
    case submitted = 1
    /// 受理中
    case accepted = 2
    /// 购买成功
    case succeeded = 3
    /// 购买失败
    case failed = 4
    /// 部分成功
    case partlySucceeded = 5

    /// The states in which numbers may still be brought.
    static let open: [NumberApplicationStatus] = [.submitted, .accepted, .partlySucceeded]
}

/// Which applications a list shows: those that match everything that is set.
package struct NumberApplicationFilter: Sendable {
    package var billID: NumberApplicationID?
    package var pool: NumberPoolNo?
    /// Whether numbers may still be brought for it, all or some.
    package var isOpen: Bool?
    package var status: Int64?
    package var subServiceType: Int64?
    package var type: Int64?
    /// When it was made, both ends included.
    package var applied: (from: Timestamp?, to: Timestamp?)
    /// When it changed last, both ends included.
    package var updated: (from: Timestamp?, to: Timestamp?)

    package init(
        billID: NumberApplicationID? = nil, pool: NumberPoolNo? = nil, isOpen: Bool? = nil, status: Int64? = nil,
        subServiceType: Int64? = nil, type: Int64? = nil,
        applied: (from: Timestamp?, to: Timestamp?) = (nil, nil),
        updated: (from: Timestamp?, to: Timestamp?) = (nil, nil)
    ) {
        self.billID = billID
        self.pool = pool
        self.isOpen = isOpen
        self.status = status
        self.subServiceType = subServiceType
        self.type = type
        self.applied = applied
        self.updated = updated
    }
}
