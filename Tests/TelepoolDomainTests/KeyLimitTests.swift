import TelepoolDomain
import Testing

struct `Limits of keys` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.1", "192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false), ("192.0.2.128/25", "192.0.2.127", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/33", "2001:db8:8000::1", false), ("::1", "::1", true),
        // An address of version 4, as a socket of version 6 tells it.
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "10.1.2.3", true),
    ])
    func `hold addresses`(range: String, address: String, isIn: Bool) throws {
        let limits = KeyLimits(addresses: [try #require(AddressRange(range))])
        #expect(limits.includes(address: address) == isIn)
    }

    @Test(arguments: [
        "", "10", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/", "x", "::/129", "1.2.3.4/8/8", "1.2.3.256",
    ])
    func `know what is no address`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `hold operations, whole or by their beginning`() {
        let limits = KeyLimits(actions: ["NumberPoolList", "Show*"])
        #expect(limits.includes(action: "NumberPoolList"))
        #expect(limits.includes(action: "ShowSIMCard"))
        #expect(!limits.includes(action: "NumberPoolListV2"))
        #expect(!limits.includes(action: "ListSimPools"))
        #expect(KeyLimits.none.includes(action: "ListSimPools"))
    }

    @Test func `hold pools: all that are named, and at least one`() {
        let limits = KeyLimits(pools: ["NP1", "NP2"])
        #expect(limits.includes(pools: ["NP1"]))
        #expect(limits.includes(pools: ["NP2", "NP1"]))
        #expect(!limits.includes(pools: ["NP1", "NP3"]))
        #expect(!limits.includes(pools: []))
        #expect(KeyLimits.none.includes(pools: []))
    }

    @Test func `do not let in who has no address`() throws {
        #expect(!KeyLimits(addresses: [try #require(AddressRange("::/0"))]).includes(address: ""))
        #expect(KeyLimits.none.includes(address: ""))
    }
}
