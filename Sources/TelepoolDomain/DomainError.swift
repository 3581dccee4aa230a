/// A rule that a call would have broken. Every face has a code of its own for each of them.
package enum DomainError: Error, Sendable, Equatable {
    /// The account has no such number pool.
    case unknownNumberPool(NumberPoolNo)
    /// The type of a number pool cannot change while it holds numbers.
    case numberPoolInUse(NumberPoolNo)
    /// A sub-service type that does not belong to the service type.
    case mismatchedServiceTypes(ServiceType, SubServiceType)
    /// The account does not hold the number.
    case unknownNumber(PhoneNumber)
    /// The number cannot be reserved, as it is bound, held or not in use.
    case numberNotFree(PhoneNumber)
    /// The account has no such reservation, or its time is over.
    case unknownNumberReservation(NumberReservationID)
    /// A number pool that still holds numbers cannot be deleted.
    case numberPoolNotEmpty(NumberPoolNo)
    /// The account has as much as it may.
    case quotaExceeded(QuotaKind, limit: Int64)

    /// The account has no such application for numbers.
    case unknownNumberApplication(NumberApplicationID)
    /// The application has been decided.
    case numberApplicationClosed(NumberApplicationID)
    /// A rule of bindings.
    case binding(BindingError)

    /// A rule of SIM cards.
    case simCard(SIMCardError)
    /// The account has no such SIM pool.
    case unknownSIMPool(SIMPoolID)
    /// A discarded pool takes no cards, add-ons or activations.
    case poolDiscarded(SIMPoolID)
    /// The pool still has cards that are not deregistered.
    case poolHasCards(SIMPoolID)
    /// The pool is of the other kind, forward or backward.
    case poolOfOtherKind(SIMPoolID)
    /// Backward pools are of China Telecom only.
    case backwardPoolOfOtherCarrier(Carrier)
    /// The account has no such work order, or it has been decided.
    case unknownWorkOrder(WorkOrderID)

    /// The account has no such price plan.
    case unknownPricePlan(PricePlanID)
    /// The account has a price plan with this id and other contents.
    case pricePlanExists(PricePlanID)
    /// The account has no such order.
    case unknownOrder(OrderID)
    /// The order is of another price plan.
    case orderOfOtherPlan(OrderID, PricePlanID)
    /// The order is in a pool already.
    case orderInPool(OrderID, SIMPoolID)
    /// The orders of a pool have to be of one price plan.
    case mixedPricePlans([PricePlanID])
    /// The list of the orders of a pool would be too long, in characters.
    case tooManyOrders(limit: Int)
    /// A pool cannot begin in a cycle that has not begun.
    case futurePoolStart(BillingCycle)
    /// A billing cycle that does not exist or has not begun for any carrier.
    case illegalBillingCycle(String)
    /// A rule of tags and custom attributes.
    case simLabel(SIMLabelError)
    /// A rule of network switch policies.
    case networkPolicy(NetworkPolicyError)
    /// A rule of short messages.
    case sms(SMSError)

    /// A rule of accounts, users and keys.
    case access(AccessError)
}
