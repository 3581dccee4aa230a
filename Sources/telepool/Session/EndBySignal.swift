import Foundation

/// Ends the process by a signal, so that whoever started it sees it end as it would have without a handler.
func end(bySignal number: Int32) -> Never {
    signal(number, SIG_DFL)
    // Threads of Dispatch, on which commands run, block signals.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    // Only where the signal is ignored all the same.
    exit(128 + number)
}
