/// The operator that a mobile number was first given out by, which porting does not change in the plan.
///
/// Source: the network numbers (网号) of the public mobile networks in the numbering plan of the Ministry of Industry and
/// Information Technology (《电信网编号计划》, 2017 edition, and the assignments published since). Numbers beginning with
/// 170, 171, 162, 165 and 167 belong to virtual operators on the network named here; 170 is shared by three of them,
/// told apart by the fourth digit.
package enum MobileCarrier: Sendable, CaseIterable {
    /// 中国移动
    case mobile
    /// 中国电信
    case telecom
    /// 中国联通
    case unicom
    /// 中国广电
    case broadnet

    /// The carrier of a mobile number in national form, or `nil` where the plan does not say.
    package init?(number: String) {
        guard number.utf8.count == 11 else { return nil }
        guard let carrier = Self.byPrefix[String(number.prefix(3))] ?? Self.byPrefix[String(number.prefix(4))] else {
            return nil
        }
        self = carrier
    }

    private static let plan: [(MobileCarrier, String)] = [
        (
            .mobile,
            "134 135 136 137 138 139 147 148 150 151 152 157 158 159 165 172 178 182 183 184 187 188 195 197 198 1703 1705 1706"
        ),
        (.telecom, "133 149 153 162 173 174 177 180 181 189 190 191 193 199 1700 1701 1702"),
        (.unicom, "130 131 132 145 146 155 156 166 167 171 175 176 185 186 196 1704 1707 1708 1709"),
        (.broadnet, "192"),
    ]

    private static let byPrefix = Dictionary(
        uniqueKeysWithValues: plan.flatMap { carrier, prefixes in
            prefixes.split(separator: " ").map { (String($0), carrier) }
        })
}
