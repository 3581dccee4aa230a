import TelepoolSecrets
import Testing

struct `Secrets` {
    @Test func `are opened with the key and for the purpose they were sealed with`() throws {
        let key = MasterKey()
        let sealed = try key.seal("secret", for: "AK1")
        #expect(try key.open(sealed, for: "AK1") == "secret")
        #expect(throws: (any Error).self) { try key.open(sealed, for: "AK2") }
        #expect(throws: (any Error).self) { try MasterKey().open(sealed, for: "AK1") }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: (any Error).self) { try key.open(changed, for: "AK1") }
        }
        #expect(throws: (any Error).self) { try key.open([], for: "AK1") }
    }

    @Test func `are sealed differently each time`() throws {
        let key = MasterKey()
        #expect(try key.seal("secret", for: "AK1") != key.seal("secret", for: "AK1"))
    }

    @Test func `need a key that is written as 64 hexadecimal digits`() throws {
        let key = MasterKey()
        let read = try #require(MasterKey(hexadecimal: " \(key.hexadecimal.uppercased())\n"))
        #expect(try read.open(key.seal("secret", for: "x"), for: "x") == "secret")
        let digits = key.hexadecimal
        for text in ["", String(digits.dropLast()), digits + "0", digits.dropLast() + "g", digits.dropLast() + "١"] {
            #expect(MasterKey(hexadecimal: String(text)) == nil)
        }
    }

    @Test func `in passwords are hashed with scrypt`() throws {
        // Of "password" under the salt "saltsaltsaltsalt" with N = 16, r = 1, p = 1, computed with another implementation.
        let hash = "$scrypt$ln=4,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$OW+YCz5hkohNQCW7WleBqzj2qIyQr3XOr8uAq3oite0"
        #expect(PasswordHash.verify("password", hash))
        #expect(!PasswordHash.verify("Password", hash))
        #expect(PasswordHash.verify("", "") == false)
        for damaged in [
            "$scrypt$ln=21,r=1,p=1$c2Fs$AAAA", "$scrypt$ln=4,r=1$c2Fs$AAAA", "$argon2$ln=4,r=1,p=1$c2Fs$AAAA", "x",
        ] {
            #expect(!PasswordHash.verify("password", damaged))
        }
        let made = try PasswordHash.make("密码")
        #expect(made.hasPrefix("$scrypt$ln=14,r=8,p=5$"))
        #expect(PasswordHash.verify("密码", made))
    }

    @Test func `in tokens are long, all different, and kept as digests`() {
        let tokens = Set((0..<1000).map { _ in SecretToken.make() })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}/) != nil })
        #expect(
            SecretToken.digest("abc").map { String($0, radix: 16) }.joined()
                == "ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad")
    }
}
