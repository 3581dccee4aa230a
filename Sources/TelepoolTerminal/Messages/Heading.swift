/// What the members of answers are called over columns.
package enum Heading {
    /// The heading of a member, or its own name where there is none.
    package static func text(of member: String, in language: Language) -> String {
        guard let heading = table[member] else { return member }
        return language == .english ? heading.english : heading.chinese
    }

    package static let table: [String: (english: String, chinese: String)] = [
        "ApplyBillId": ("APPLICATION", "申请单"), "ApplyStatusDesc": ("STATUS", "状态"), "ApplyTime": ("APPLIED", "申请时间"),
        "CurrentBindCount": ("BINDINGS", "绑定数"), "EnableTime": ("FROM", "生效时间"), "ExpireTime": ("EXPIRES", "到期时间"),
        "Notes": ("NOTES", "备注"),
        "NumberCount": ("NUMBERS", "号码数"), "NumberPoolName": ("NAME", "名称"), "NumberPoolNo": ("POOL", "号码池"),
        "Name": ("NAME", "名称"),
        "NumberTypeDesc": ("TYPE", "类型"), "PhoneNoA": ("A", "A 号码"), "PhoneNoB": ("B", "B 号码"),
        "PhoneNoE": ("EXTENSION", "分机号"),
        "PhoneNoX": ("X", "X 号码"), "PhoneNoY": ("Y", "Y 号码"), "ServiceType": ("SERVICE", "业务类型"),
        "ServiceTypeName": ("SERVICE", "业务类型"), "Status": ("STATUS", "状态"), "SubId": ("BINDING", "绑定"),
        "SubServiceType": ("TYPE", "子类型"), "SubServiceTypeName": ("TYPE", "子类型"),
        "SubServiceTypeDesc": ("TYPE", "子类型"),
        "accepted": ("ACCEPTED", "接收"), "access_key_id": ("ACCESS KEY", "访问密钥"),
        "activated_at": ("ACTIVATED", "激活时间"), "aging": ("AGING", "冷却中"), "assigned": ("ASSIGNED", "已分配"),
        "availability": ("AVAILABILITY", "可用情况"), "available": ("AVAILABLE", "可用"),
        "billing_cycle": ("CYCLE", "账期"), "bindings": ("BINDINGS", "绑定数"), "cancelled": ("CANCELLED", "已注销"),
        "cards": ("CARDS", "卡数"), "carrier": ("CARRIER", "运营商"), "cid": ("ICCID", "ICCID"),
        "city_code": ("CITY", "区号"), "claimed_until": ("CLAIMED UNTIL", "占用至"), "content": ("CONTENT", "内容"),
        "counter": ("COUNTER", "计数"), "create_time": ("CREATED", "创建时间"), "created": ("CREATED", "创建时间"),
        "cycle": ("CYCLE", "账期"), "data_mb": ("MB A MONTH", "每月 MB"), "day": ("DAY", "日期"),
        "description": ("DESCRIPTION", "说明"), "difference": ("DIFFERENCE", "差值"), "disabled": ("DISABLED", "已停用"),
        "disassembled_at": ("DEREGISTERED", "拆机时间"), "down_bytes": ("DOWN", "下行字节"),
        "duplicate": ("DUPLICATE", "重复"), "expires": ("EXPIRES", "到期时间"), "fail_count": ("FAILED", "失败数"),
        "finish_time": ("FINISHED", "完成时间"), "flow_left": ("MB LEFT", "剩余 MB"), "flow_total": ("MB", "总量 MB"),
        "flow_used": ("MB USED", "已用 MB"), "from": ("FROM", "开始"), "iccid": ("ICCID", "ICCID"), "id": ("ID", "编号"),
        "imsi": ("IMSI", "IMSI"), "in_use": ("IN USE", "使用中"), "kind": ("KIND", "类型"), "months": ("MONTHS", "月数"),
        "msisdn": ("MSISDN", "手机号"), "name": ("NAME", "名称"), "number": ("NUMBER", "号码"),
        "number_pool_name": ("POOL NAME", "号码池名称"), "number_pool_no": ("POOL", "号码池"),
        "numbers": ("NUMBERS", "号码"), "operator_status": ("OPERATOR STATUS", "运营状态"), "order_id": ("ORDER", "订单"),
        "order_ids": ("ORDERS", "订单"), "origin": ("FROM", "来源"), "period": ("PERIOD", "周期"), "phone_a": ("A", "A 号码"),
        "phone_b": ("B", "B 号码"), "policy": ("POLICY", "策略"), "pool_name": ("NAME", "名称"),
        "pool_status": ("STATUS", "状态"), "price": ("PRICE", "价格（分）"), "price_plan_id": ("PLAN", "套餐"),
        "price_plan_name": ("PLAN NAME", "套餐名称"), "purchase_time": ("PURCHASED", "购买时间"),
        "purpose": ("PURPOSE", "用途"), "qualification_no": ("QUALIFICATION", "资质"), "quantity": ("CARDS", "卡数"),
        "real_named": ("REAL NAMED", "已实名"), "received": ("RECEIVED", "送达时间"), "rejected": ("REJECTED", "拒绝"),
        "req_detail": ("REQUEST", "内容"), "reserved": ("RESERVED", "已预留"), "role": ("ROLE", "角色"),
        "sent": ("SENT", "提交时间"), "setting": ("SETTING", "设置项"), "sim_card_id": ("CARD", "卡编号"),
        "sim_pool_id": ("POOL", "流量池"), "sim_pool_name": ("POOL NAME", "流量池名称"), "sub_id": ("BINDING", "绑定"),
        "sim_status": ("STATUS", "状态"),
        "status": ("STATUS", "状态"), "success_count": ("DONE", "成功数"), "to": ("TO", "结束"),
        "total_count": ("CARDS", "卡数"), "type": ("TYPE", "类型"), "until": ("UNTIL", "直至"), "up_bytes": ("UP", "上行字节"),
        "used_bytes": ("BYTES USED", "已用字节"), "value": ("VALUE", "值"), "work_order_id": ("WORK ORDER", "受理单"),
        "work_order_type": ("TYPE", "类型"), "endpoint": ("ENDPOINT", "服务地址"), "profile": ("PROFILE", "配置组"),
    ]
}
