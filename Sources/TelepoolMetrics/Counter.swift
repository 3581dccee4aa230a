import Synchronization

/// Counts events. It costs an atomic addition and takes no lock.
///
/// A class, because everything that counts the same shares it.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    package init() {}

    package var value: Int { count.load(ordering: .relaxed) }

    package func add(_ amount: Int = 1) {
        count.add(amount, ordering: .relaxed)
    }
}

/// A number that goes up and down, such as how many connections are in use.
///
/// A class, because everything that changes it shares it.
package final class Gauge: Sendable {
    private let number: Atomic<Int>

    package init(_ value: Int = 0) {
        number = Atomic(value)
    }

    package var value: Int { number.load(ordering: .relaxed) }

    package func add(_ amount: Int) {
        number.add(amount, ordering: .relaxed)
    }

    /// Takes a value that is greater than the last.
    package func raise(to value: Int) {
        number.max(value, ordering: .relaxed)
    }
}
