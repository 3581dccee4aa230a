import TelepoolNumbering
import Testing

struct `The numbering plan` {
    @Test func `has an area code for every city, each once, and a capital for every province`() {
        #expect(City.all.count == Set(City.all.map(\.areaCode)).count)
        #expect(Set(City.all.map(\.province)).count == 31)
        for city in City.all {
            #expect(city.areaCode.wholeMatch(of: /0(10|2\d|[3-9]\d\d)/) != nil, "\(city)")
            #expect(City.find(areaCode: city.capitalCode)?.province == city.province)
            #expect(City.find(areaCode: city.areaCode) == city)
        }
    }

    @Test(arguments: [
        ("010", "北京", "北京", "010"), ("0755", "深圳", "广东", "020"), ("0574", "宁波", "浙江", "0571"),
        ("024", "沈阳", "辽宁", "024"), ("0979", "格尔木", "青海", "0971"), ("0993", "石河子", "新疆", "0991"),
    ])
    func `knows`(code: String, name: String, province: String, capital: String) throws {
        let city = try #require(City.find(areaCode: code))
        #expect([city.name, city.province, city.capitalCode] == [name, province, capital])
    }

    @Test(
        arguments: [
            ("02131075869", "上海"), ("01065551234", "北京"), ("075512345678", "深圳"), ("13800138000", nil),
            ("0400123", nil),
            ("", nil),
        ] as [(String, String?)])
    func `finds the city of a landline`(number: String, name: String?) {
        #expect(City.of(landline: number)?.name == name)
    }

    @Test(
        arguments: [
            ("13800138000", MobileCarrier.mobile), ("18900000000", .telecom), ("18600000000", .unicom),
            ("19200000000", .broadnet), ("17000000000", .telecom), ("17050000000", .mobile), ("17090000000", .unicom),
            ("10000000000", nil), ("1380013800", nil), ("02131075869", nil),
        ] as [(String, MobileCarrier?)])
    func `knows the carrier of a mobile number`(number: String, carrier: MobileCarrier?) {
        #expect(MobileCarrier(number: number) == carrier)
    }
}
