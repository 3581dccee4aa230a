import ArgumentParser
import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import TelepoolClient
import TelepoolJSON
import TelepoolOperator
import TelepoolTerminal

extension CompletionKind {
    /// Number pools: their numbers and names.
    static let numberPools = CompletionKind.custom { words, _, _ in
        await Completions.offer(words) { session in
            let page = try await session.volcengine("NumberPoolList", ["Limit": 500])
            return try page.elements("Records").compactMap { pool in
                pool.text("NumberPoolNo").map { ($0, pool.text("NumberPoolName") ?? "") }
            }
        }
    }

    /// SIM pools: their ids, with the names where the shell shows such.
    static let simPools = CompletionKind.custom { words, _, _ in
        await Completions.offer(words, namesToo: false) { session in
            var choices: [(String, String)] = []
            for kind in ["sim-pools", "back-pools"] {
                let page = try await session.huawei(.get, "/v1/\(kind)", query: [("limit", "500"), ("offset", "1")])
                for pool in try page.elements("pools") {
                    if let id = pool.text("id") { choices.append((id, pool.text("pool_name") ?? "")) }
                }
            }
            return choices
        }
    }

    /// Price plans: their ids.
    static let plans = CompletionKind.custom { words, _, _ in
        await Completions.offer(words, namesToo: false) { session in
            let page = try await session.call(ListPricePlans.self)
            return try page.elements("price_plans").compactMap { plan in
                plan.text("id").map { ($0, plan.text("name") ?? "") }
            }
        }
    }

    /// The user's profiles.
    static let profiles = CompletionKind.custom { _, _, _ in
        (try? ProfileFiles(environment: ProcessInfo.processInfo.environment))?.profiles ?? []
    }
}

/// What a shell may complete a word with, as the server knows it.
enum Completions {
    /// How long a server is waited for.
    private static let patience = HTTPClient.Configuration.Timeout(connect: .milliseconds(700), read: .seconds(2))

    /// The choices in the form of the shell that asks; none, and no word, where the server does not answer soon.
    ///
    /// - Parameters:
    ///   - words: the command line so far.
    ///   - namesToo: whether a name may stand for what it names.
    static func offer(
        _ words: [String], namesToo: Bool = true,
        _ choices: @escaping @Sendable (Session) async throws -> [(id: String, name: String)]
    ) async -> [String] {
        let found = try? await withThrowingTaskGroup { group in
            group.addTask { try await ask(words, choices) }
            group.addTask {
                try await Task.sleep(for: .seconds(2))
                throw CancellationError()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
        return (found ?? []).flatMap { id, name in describe(id, name, namesToo: namesToo) }
    }

    private static func ask(
        _ words: [String], _ choices: (Session) async throws -> [(id: String, name: String)]
    ) async throws -> [(id: String, name: String)] {
        let settings = try settings(words)
        let http = try HTTPClient(settings, timeout: patience)
        do {
            let session = try Session(settings, console: Console(), flag: nil, http: http, isPatient: false)
            let found = try await choices(session)
            try await http.shutdown()
            return found
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// The settings as the words so far change them.
    private static func settings(_ words: [String]) throws -> Settings {
        var flags: [Setting: String] = [:]
        var profile: String?
        for (index, word) in words.enumerated() where word.hasPrefix("--") {
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1)
            guard let name = parts.first.map(String.init) else { continue }
            let next = words.indices.contains(index + 1) ? words[index + 1] : nil
            guard let value = parts.count == 2 ? String(parts[1]) : next else { continue }
            if name == "profile" {
                profile = value
            } else if let setting = Setting(rawValue: name) {
                flags[setting] = value
            }
        }
        flags[.output] = nil
        return try Settings(flags: flags, profile: profile, environment: ProcessInfo.processInfo.environment)
    }

    private static func describe(_ id: String, _ name: String, namesToo: Bool) -> [String] {
        let name = PlainText.singleLine(name)
        switch CompletionShell.requesting {
        case .zsh: return ["\(id.replacing(":", with: "\\:")):\(name)"]
        case .fish: return ["\(id)\t\(name)"]
        default:
            // Bash has no place for descriptions, and takes blanks for the end of a word.
            let isWord = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            return namesToo && isWord ? [id, name] : [id]
        }
    }
}
