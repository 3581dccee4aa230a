/// What the commands say by themselves. ``texts`` is the one table of it, in every language.
package enum Message: Sendable, CaseIterable {
    // What was done.
    case accessKeyID, secretAccessKey, secretIsShownOnce
    case userDeleted, passwordSet, askPassword, keyDeleted, tokenRevoked, tokensRevoked, secretsResealed
    case planCreated, simPoolCreated, numberPoolCreated, numberPoolUpdated, numberPoolDeleted, numberPoolQuarantine
    case numbersEnabled, numbersDisabled, reservationReleased, applicationRefused
    case bound, unbound
    case workOrderApproved, workOrderRefused, workOrdersByHand, workOrdersAutomatic, workOrderRequested
    case countersExact, countersWrong
    case dryRun
    // Imports.
    case imported, rejectedRow, moreRejectedRows, cannotRead, cannotReadBecause, damagedGzip, progress, progressShare
    // Databases.
    case backupWritten, restored, migrationApplied, schemaUpToDate
    case copyComplete, copyNeedsKey, copyDiffers, copyAgain, copyIncomplete, copyCutOff, databaseInUse
    // Settings.
    case settingKept, profileUsed, noProfiles, noSuchProfile, noSuchSetting, badSettingsLine, badOutputFormat
    case profileName, askSecret, valueMissing, cannotWrite, noAccessKey
    // Confirmation.
    case confirmation, yes, cannotAsk, notDone
    case confirmUser, confirmKey
    case confirmNumberPool, confirmNumbers, confirmSIMs, confirmSIMPool, confirmUnbind
    // Errors.
    case error, noNumberPool, ambiguousName
    case adviceNotFound, adviceDenied, adviceKey, adviceConflict, adviceUnavailable, adviceUsage, adviceUnreachable
    case adviceEndpoint
    case notJSON, badPath, badHeader, badMethod, invalidEndpoint, unreachable, unreadableAnswer

    /// The texts; `{1}`, `{2}` … stand for values.
    package var texts: (english: String, chinese: String) {
        switch self {
        case .accessKeyID: ("access key id      {1}", "访问密钥 ID    {1}")
        case .secretAccessKey: ("secret access key  {1}", "访问密钥密文   {1}")
        case .secretIsShownOnce: ("The secret is shown this once: keep it.", "密文只显示这一次，请妥善保存。")
        case .userDeleted: ("User {1} is deleted.", "用户 {1} 已删除。")
        case .passwordSet: ("User {1} has a new password; older tokens have ended.", "用户 {1} 的密码已设置，原有令牌失效。")
        case .askPassword: ("Password of {1}: ", "{1} 的密码：")
        case .keyDeleted: ("Access key {1} is deleted.", "访问密钥 {1} 已删除。")
        case .tokenRevoked: ("Token {1} has ended.", "令牌 {1} 已撤销。")
        case .tokensRevoked: ("All tokens of {1} have ended.", "{1} 的全部令牌已撤销。")
        case .secretsResealed:
            ("{1} secrets are sealed anew; {2} were already.", "已重新加密 {1} 个密文，另有 {2} 个无需处理。")
        case .confirmUser: ("Delete the user {1} with keys and tokens?", "删除用户 {1} 及其密钥和令牌？")
        case .confirmKey: ("Delete the access key {1}?", "删除访问密钥 {1}？")
        case .planCreated: ("Price plan {1} is there.", "套餐 {1} 已创建。")
        case .simPoolCreated: ("SIM pool {1} is created.", "流量池 {1} 已创建。")
        case .numberPoolCreated: ("Number pool {1} is created.", "号码池 {1} 已创建。")
        case .numberPoolUpdated: ("Number pool {1} is changed.", "号码池 {1} 已修改。")
        case .numberPoolDeleted: ("Number pool {1} is deleted.", "号码池 {1} 已删除。")
        case .numberPoolQuarantine: ("Numbers of {1} rest for {2} seconds.", "{1} 的号码释放后冷却 {2} 秒。")
        case .numbersEnabled: ("{1} numbers are enabled.", "已启用 {1} 个号码。")
        case .numbersDisabled: ("{1} numbers are disabled.", "已停用 {1} 个号码。")
        case .reservationReleased: ("Reservation {1} is released.", "预留 {1} 已释放。")
        case .applicationRefused: ("Application {1} is refused.", "申请 {1} 已驳回。")
        case .bound: ("Binding {1} is made: {2} through {3}.", "绑定 {1} 已建立：{2} 经由 {3}。")
        case .unbound: ("Binding {1} has ended.", "绑定 {1} 已解除。")
        case .workOrderApproved: ("Work order {1} is approved.", "受理单 {1} 已通过。")
        case .workOrderRefused: ("Work order {1} is refused.", "受理单 {1} 已驳回。")
        case .workOrdersByHand: ("Work orders wait for approval.", "受理单等待人工审核。")
        case .workOrdersAutomatic: ("Work orders are approved automatically.", "受理单自动通过。")
        case .workOrderRequested: ("Work order {1} is made.", "受理单 {1} 已提交。")
        case .countersExact: ("All counters are exact.", "所有计数均准确。")
        case .countersWrong: ("{1} counters are wrong.", "有 {1} 个计数不准确。")
        case .dryRun: ("Nothing was changed: this was a rehearsal (--dry-run).", "未作任何修改：这是一次演练（--dry-run）。")
        case .imported: ("{1} accepted, {2} duplicate, {3} rejected", "接收 {1} 行，重复 {2} 行，拒绝 {3} 行")
        case .rejectedRow: ("line {1}: {2}: {3}", "第 {1} 行：{2}：{3}")
        case .moreRejectedRows: ("… and {1} more", "……另有 {1} 行")
        case .cannotRead: ("Cannot read {1}.", "无法读取 {1}。")
        case .cannotReadBecause: ("Cannot read {1}: {2}.", "无法读取 {1}：{2}。")
        case .damagedGzip:
            ("Cannot read {1} to its end: its gzip is damaged or cut off.", "无法完整读取 {1}：gzip 已损坏或不完整。")
        case .progress: ("{1} rows, {2} a second", "{1} 行，每秒 {2} 行")
        case .progressShare: ("{1} %, {2}, {3} s left", "{1} %，{2}，剩余 {3} 秒")
        case .backupWritten:
            (
                "Wrote {1}. Keep the master key as well, which is not in it (master.key or TELEPOOL_MASTER_KEY).",
                "已写入 {1}。主密钥不在其中，请一并保存（master.key 或 TELEPOOL_MASTER_KEY）。"
            )
        case .restored:
            (
                "Restored {1}. The master key has to be that of the backup (master.key or TELEPOOL_MASTER_KEY).",
                "已恢复 {1}。主密钥须与备份时相同（master.key 或 TELEPOOL_MASTER_KEY）。"
            )
        case .migrationApplied: ("Applied {1}", "已执行 {1}")
        case .schemaUpToDate: ("Nothing to do: the schema is up to date.", "无需操作：结构已是最新。")
        case .copyComplete:
            (
                "The copy is complete: {1} tables, {2} rows, all compared.",
                "复制完成：{1} 张表，{2} 行，均已核对。"
            )
        case .copyNeedsKey:
            (
                "Servers on it need the same master key (master.key or TELEPOOL_MASTER_KEY).",
                "使用它的服务须有相同的主密钥（master.key 或 TELEPOOL_MASTER_KEY）。"
            )
        case .copyDiffers:
            ("{1} differs: {2} in the source, {3} in the target.", "{1} 不一致：源为 {2}，目标为 {3}。")
        case .copyAgain:
            ("{1} has changed since it was copied, and was copied anew.", "{1} 在复制后有变化，已重新复制。")
        case .copyIncomplete:
            (
                """
                The copy is not complete: the source was written to meanwhile. Stop its server and run the same command \
                again, which copies the tables that have changed.
                """, "复制未完成：其间源有写入。请停止其服务后再次运行同一命令，只会复制有变化的表。"
            )
        case .copyCutOff:
            ("The copy was cut off: {1} Run the same command again to continue.", "复制中断：{1} 再次运行同一命令即可继续。")
        case .databaseInUse:
            (
                "{1} uses the source. The copy is complete only if nothing is written meanwhile.",
                "{1} 正在使用源数据库。其间无写入，复制才会完整。"
            )
        case .settingKept: ("{1} of the profile {2} is kept in {3}.", "配置组 {2} 的 {1} 已存入 {3}。")
        case .profileUsed: ("The profile {1} is used from now on.", "今后使用配置组 {1}。")
        case .noProfiles:
            (
                "There is no profile yet. Make one: telepool config set endpoint http://127.0.0.1:8080",
                "尚无配置组。创建方法：telepool config set endpoint http://127.0.0.1:8080"
            )
        case .noSuchProfile:
            ("There is no profile {1}. See: telepool config list", "没有配置组 {1}。查看：telepool config list")
        case .noSuchSetting: ("There is no setting {1}; there are: {2}.", "没有设置项 {1}；可用的有：{2}。")
        case .badSettingsLine: ("{1}, line {2}: {3}", "{1} 第 {2} 行：{3}")
        case .badOutputFormat:
            ("The output has to be one of {1}, not \"{2}\".", "输出格式应为 {1} 之一，而不是“{2}”。")
        case .profileName:
            (
                "The name of a profile has letters, digits, - and _ only, not \"{1}\".",
                "配置组名称只能含字母、数字、- 和 _，而不是“{1}”。"
            )
        case .askSecret: ("Value of {1} (not shown): ", "{1} 的值（不显示）：")
        case .valueMissing: ("Give a value for {1}.", "请给出 {1} 的值。")
        case .cannotWrite: ("Cannot write {1}: {2}.", "无法写入 {1}：{2}。")
        case .noAccessKey:
            (
                """
                No access key. Give --access-key-id and --secret-access-key, or set TELEPOOL_ACCESS_KEY_ID and \
                TELEPOOL_SECRET_ACCESS_KEY, or keep them: telepool config set access-key-id ID, then telepool config set \
                secret-access-key.
                """,
                """
                缺少访问密钥。请给出 --access-key-id 和 --secret-access-key，或设置 TELEPOOL_ACCESS_KEY_ID 和 \
                TELEPOOL_SECRET_ACCESS_KEY，或保存它们：telepool config set access-key-id ID，然后 telepool config set \
                secret-access-key。
                """
            )
        case .confirmation: ("{1} [y/N] ", "{1} [y/N] ")
        case .yes: ("y,yes", "y,yes,是,好")
        case .cannotAsk:
            (
                "{1} Nobody can be asked here: give --yes if that is what you want.",
                "{1} 此处无法询问：如确认，请给出 --yes。"
            )
        case .notDone: ("Nothing was done.", "未执行任何操作。")
        case .confirmNumberPool: ("Delete the number pool {1}?", "删除号码池 {1}？")
        case .confirmNumbers: ("Give up the numbers in {1} for good?", "永久注销 {1} 中的号码？")
        case .confirmSIMs: ("Deregister the SIM cards in {1} for good?", "永久拆机 {1} 中的 SIM 卡？")
        case .confirmSIMPool: ("Discard the SIM pool {1}?", "废弃流量池 {1}？")
        case .confirmUnbind: ("End the binding {1}?", "解除绑定 {1}？")
        case .error: ("Error: {1}", "错误：{1}")
        case .noNumberPool: ("There is no number pool {1}.", "没有号码池 {1}。")
        case .ambiguousName: ("Several number pools are called {1}: {2}.", "有多个号码池名为 {1}：{2}。")
        case .adviceNotFound:
            (
                "Look up what there is with the list command of the same noun; other accounts' things are not visible.",
                "请用同一名词的 list 命令查看现有内容；其他账号的内容不可见。"
            )
        case .adviceDenied:
            (
                "Ask the account's manager for a key with another role, or choose another profile (--profile).",
                "请向账号管理员申请其他角色的密钥，或选用其他配置组（--profile）。"
            )
        case .adviceKey:
            (
                "Check the access key and its secret (telepool config show), and this machine's clock.",
                "请检查访问密钥及其密文（telepool config show），以及本机时钟。"
            )
        case .adviceConflict:
            ("Look at what there is, resolve what stands in the way, and try again.", "请查看现状，消除冲突后重试。")
        case .adviceUnavailable: ("Try again a little later.", "请稍后重试。")
        case .adviceUsage: ("See what is allowed with --help.", "请用 --help 查看允许的取值。")
        case .adviceUnreachable:
            (
                "Start it with telepool serve, or give another --endpoint (it is {1} now).",
                "请用 telepool serve 启动服务，或给出其他 --endpoint（目前为 {1}）。"
            )
        case .adviceEndpoint:
            ("Give --endpoint, such as http://127.0.0.1:8080.", "请给出 --endpoint，如 http://127.0.0.1:8080。")
        case .badHeader: ("A header has to be like Name: value, not \"{1}\".", "请求头应形如 Name: value，而不是“{1}”。")
        case .badMethod: ("\"{1}\" is no method of HTTP.", "“{1}”不是 HTTP 方法。")
        case .invalidEndpoint:
            (
                "The endpoint has to be like http://127.0.0.1:8080, not \"{1}\".",
                "服务地址应形如 http://127.0.0.1:8080，而不是“{1}”。"
            )
        case .unreachable:
            (
                "The server cannot be reached. Is it running, and is the endpoint right? ({1})",
                "无法连接服务。它在运行吗？服务地址正确吗？（{1}）"
            )
        case .unreadableAnswer:
            (
                "The answer is not a Telepool server's (status {1}). Is the endpoint right?",
                "应答不是来自 Telepool 服务（状态码 {1}）。服务地址正确吗？"
            )
        case .notJSON: ("The body is not JSON: {1}", "请求体不是 JSON：{1}")
        case .badPath: ("The path has to begin with /, not be \"{1}\".", "路径须以 / 开头，而不是“{1}”。")
        }
    }
}
