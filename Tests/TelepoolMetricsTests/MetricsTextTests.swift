import TelepoolMetrics
import Testing

struct `Metrics as text` {
    private func text(_ write: (inout MetricsText) -> Void) -> String {
        var text = MetricsText()
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test func `say what a family means and of which kind it is before its samples`() {
        let text = text {
            $0.family("calls_total", .counter, "Calls.")
            $0.sample(["face": "huawei", "outcome": "success"], 3)
            $0.sample(["face": "iam", "outcome": "denied"], 0)
            $0.single("up", .gauge, "Whether it is up.", 1)
        }
        #expect(
            text == """
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{face="huawei",outcome="success"} 3
                calls_total{face="iam",outcome="denied"} 0
                # HELP up Whether it is up.
                # TYPE up gauge
                up 1

                """)
    }

    @Test func `escape backslashes, line feeds and, in labels, quotes`() {
        let text = text {
            $0.family("a", .gauge, "A \"b\" \\ c\nd")
            $0.sample(["l": "A \"b\" \\ c\nd 中"], 1)
        }
        #expect(
            text == #"""
                # HELP a A "b" \\ c\nd
                # TYPE a gauge
                a{l="A \"b\" \\ c\nd 中"} 1

                """#)
    }

    @Test(arguments: [
        (0.0, "0"), (1.5, "1.5"), (-2, "-2"), (0.00025, "0.00025"), (1e21, "1e+21"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func `write numbers as Prometheus reads them`(value: Double, expected: String) {
        #expect(text { $0.single("a", .gauge, "A.", value) }.hasSuffix("\na \(expected)\n"))
    }

    @Test func `count what took as long as a bound or less in all buckets from there on`() {
        let histogram = Histogram()
        for microseconds in [0, 250, 251, 40_000_000] { histogram.observe(microseconds: microseconds) }
        let lines = text {
            $0.family("d_seconds", .histogram, "D.")
            $0.sample(["kind": "read"], histogram)
        }.split(separator: "\n").dropFirst(2)
        #expect(lines.first == #"d_seconds_bucket{kind="read",le="0.00025"} 2"#)
        #expect(lines.contains(#"d_seconds_bucket{kind="read",le="0.0005"} 3"#))
        #expect(lines.contains(#"d_seconds_bucket{kind="read",le="1"} 3"#))
        #expect(
            lines.suffix(4) == [
                #"d_seconds_bucket{kind="read",le="30"} 3"#, #"d_seconds_bucket{kind="read",le="+Inf"} 4"#,
                #"d_seconds_sum{kind="read"} 40.000501"#, #"d_seconds_count{kind="read"} 4"#,
            ])
        #expect(lines.count == Histogram.bounds.count + 3)
    }

    @Test func `write a histogram without labels`() {
        let lines = text {
            $0.family("d_seconds", .histogram, "D.")
            $0.sample([:], Histogram())
        }.split(separator: "\n")
        #expect(lines.contains(#"d_seconds_bucket{le="+Inf"} 0"#))
        #expect(lines.suffix(2) == ["d_seconds_sum 0", "d_seconds_count 0"])
    }
}

struct `Counting` {
    @Test func `loses nothing where many count at once`() async {
        let (counter, gauge, histogram) = (Counter(), Gauge(), Histogram())
        await withTaskGroup { tasks in
            for task in 1...8 {
                tasks.addTask {
                    for _ in 0..<1000 {
                        counter.add()
                        gauge.add(task.isMultiple(of: 2) ? 1 : -1)
                        histogram.observe(microseconds: 300)
                    }
                }
            }
        }
        #expect((counter.value, gauge.value) == (8000, 0))
        #expect(histogram.totals.count == 8000)
        #expect(histogram.totals.microseconds == 2_400_000)
    }

    @Test func `keeps the greatest value`() {
        let gauge = Gauge(5)
        gauge.raise(to: 3)
        #expect(gauge.value == 5)
        gauge.raise(to: 9)
        #expect(gauge.value == 9)
    }
}
