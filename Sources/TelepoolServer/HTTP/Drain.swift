import Synchronization

/// Whether the server is shutting down: what is under way is finished, what comes now is told to come back later.
///
/// A class, because everything that answers requests shares it.
package final class Drain: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}

    package var isDraining: Bool { flag.load(ordering: .relaxed) }

    package func begin() {
        flag.store(true, ordering: .relaxed)
    }
}
