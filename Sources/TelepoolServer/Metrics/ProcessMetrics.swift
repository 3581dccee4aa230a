import Foundation
import TelepoolMetrics

/// What the operating system says of this process, under the names that Prometheus' own libraries use.
struct ProcessMetrics: Sendable {
    /// In seconds since 1970.
    private let startTime = Date.now.timeIntervalSince1970

    func write(to text: inout MetricsText) {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        text.single(
            "process_cpu_seconds_total", .counter, "Processor time, of the user and of the system.",
            Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
        text.single("process_start_time_seconds", .gauge, "When the process was started.", startTime)
        // Sizes in pages: all of it, and what is in memory.
        let memory = Self.contents(of: "/proc/self/statm").split(separator: " ").prefix(2).compactMap { Int($0) }
        if memory.count == 2 {
            let page = sysconf(Int32(_SC_PAGESIZE))
            text.single("process_virtual_memory_bytes", .gauge, "Virtual memory.", memory[0] * page)
            text.single("process_resident_memory_bytes", .gauge, "Resident memory.", memory[1] * page)
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            // Without the one that the directory was read through.
            text.single("process_open_fds", .gauge, "Open files.", files.count - 1)
        }
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        text.single("process_max_fds", .gauge, "How many files may be open.", Double(limit.rlim_cur))
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }

    private static func contents(of path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
