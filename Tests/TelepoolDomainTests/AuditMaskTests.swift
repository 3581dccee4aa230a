import TelepoolDomain
import Testing

struct `What the audit log may tell` {
    @Test(arguments: [
        ("13800000000", "138****0000"), ("+8613800000000", "+861****0000"), ("8986011234567890123", "898****0123"),
        ("call 13800000000 now", "call 138****0000 now"), ("a13800000000b", "a138****0000b"),
        ("138-0000-0000", "138****0000"), ("138 0000 0000", "138****0000"), ("1380000", "****00"),
        ("0101234567", "****67"), ("10086", "10086"), ("2022-09-22T18:57:15Z", "2022-09-22T18:57:15Z"),
        ("2022-09-22 18:57:15", "2022-09-22 18:57:15"), ("NP166387303512345678", "NP166387303512345678"),
        ("S123456789012345678", "S123456789012345678"), ("NA1234567890", "NA1234567890"),
        ("XNP166387303512345678", "XNP166****5678"), ("NP13800000000", "NP138****0000"),
        ("号码13800000000，完", "号码138****0000，完"), ("", ""),
    ])
    func `shows numbers in part`(text: String, masked: String) {
        #expect(AuditMask.text(text) == masked)
    }

    @Test func `shows keys in part`() {
        #expect(AuditMask.key("AKTPABCDEFGHIJKLMNOP") == "AKTP****MNOP")
        #expect(AuditMask.key("short") == "****")
        #expect(AuditMask.key("AKTP\u{7}ABCDEFGHIJKL") == "****")
    }

    @Test(arguments: ["password", "SecretAccessKey", "ClientToken", "X-Auth-Token", "sms_content", "X-Signature"])
    func `does not show secrets`(name: String) {
        #expect(AuditMask.isSecret(name))
    }

    @Test func `shows things by their kind`() throws {
        #expect(AuditObject(.number, "13800000000").id == "138****0000")
        #expect(AuditObject(.number, AuditObject(.number, "13800000000").id).id == "138****0000")
        #expect(AuditObject(.accessKey, "AKTPABCDEFGHIJKLMNOP").id == "AKTP****MNOP")
        #expect(AuditObject(.accessKey, "AKTP****MNOP").id == "AKTP****MNOP")
        #expect(AuditObject(.simPool, "1234567890123456").id == "1234567890123456")
    }
}
