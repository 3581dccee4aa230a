/// What the contract calls custom attributes, and what an account may not call them (`reference/huawei-gsl.md`, 4.15).
enum SIMAttributeNames {
    /// The name that the attribute in a place, 1 … 6, has besides its own: `自定义属性一`.
    static func chinese(_ slot: Int64) -> String {
        let numerals = ["一", "二", "三", "四", "五", "六"]
        return "自定义属性" + numerals[Int(slot) - 1]
    }

    /// The same in English.
    static func english(_ slot: Int64) -> String {
        "customer_attributes\(slot)"
    }

    /// Whether a name is that of a column of the list of SIM cards, whatever the case of its letters.
    static func isColumn(_ name: String) -> Bool {
        columns.contains(name.lowercased())
    }

    /// The fields of a SIM card (4.5), each with the vendor's Chinese name for it, in lower case.
    private static let columns: Set<String> = [
        "sim_card_id", "sim卡id", "sim卡标识", "account_id", "账户id", "cid", "容器id", "sim_pool_id", "流量池id",
        "imei", "设备imei", "sim_status", "sim卡状态", "device_status", "设备状态", "device_model", "设备模组",
        "act_date", "激活日期", "device_status_date", "设备状态变更时间", "node_id", "设备标识", "iccid", "码号iccid",
        "network_type", "网络类型", "dbm", "信号强度", "signal_level", "信号等级", "sim_type", "sim卡类型",
        "tag_names", "标签名", "标签", "order_id", "批次号", "expire_time", "到期时间", "price_plan_name", "在用套餐名",
        "sim_price_plan_id", "套餐订购实例id", "flow_left", "剩余流量", "flow_used", "已用流量", "operator_status",
        "运营商状态", "停机类型", "msisdn", "imsi", "customer_attribute1", "customer_attribute2",
        "customer_attribute3", "customer_attribute4", "customer_attribute5", "customer_attribute6", "real_named",
        "是否已实名认证", "cut_net_flag", "是否单独断网", "exceed_cut_net_flag", "exceed_cut_net_quota",
        "imei_bind_remain_times", "speed_value",
    ]
}
