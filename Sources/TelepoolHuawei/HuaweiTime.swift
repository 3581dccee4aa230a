import TelepoolJSON
import TelepoolTime

/// The form of times in GSL's answers: `2022-09-22T18:57:15.000+00:00` (`reference/huawei-gsl.md`, 1.7).
enum HuaweiTime {
    static func text(_ time: Timestamp) -> String {
        CivilTime(time).formatted { $0.appendISO8601(to: &$1, fraction: 3, zone: "+00:00") }
    }
}

extension JSONWriter {
    /// Writes a time in the form of GSL's answers.
    mutating func member(_ name: StaticString, time: Timestamp) {
        member(name, HuaweiTime.text(time))
    }

    /// Writes a time in the form of IAM's answers: `2020-01-04T09:05:22.701000Z`.
    mutating func member(_ name: StaticString, iamTime time: Timestamp) {
        member(name, CivilTime(time).formatted { $0.appendISO8601(to: &$1, fraction: 6, zone: "Z") })
    }
}
