/// A city of the mainland as the fixed network knows it: by its area code (区号).
///
/// Source: the area codes of the mainland's fixed network as the numbering plan of the Ministry of Industry and
/// Information Technology (《电信网编号计划》, 2017 edition) lays them down, with the mergers up to 2019. Cities that
/// share a code stand under the one that gave it.
package struct City: Sendable, Equatable {
    /// With the leading zero: `010`, `0755`.
    package let areaCode: String
    package let name: String
    package let province: String
    /// The area code of the province's capital.
    package let capitalCode: String

    /// All cities, by province, each capital first.
    package static let all: [City] = plan.split(separator: "\n").flatMap { line -> [City] in
        let parts = line.split(separator: " ")
        guard parts.count > 2 else { preconditionFailure("a province with its cities: \(line)") }
        return stride(from: 1, to: parts.count, by: 2).map {
            City(
                areaCode: String(parts[$0]), name: String(parts[$0 + 1]), province: String(parts[0]),
                capitalCode: String(parts[1]))
        }
    }

    /// The city with this area code.
    package static func find(areaCode: some StringProtocol) -> City? {
        byCode[String(areaCode)]
    }

    /// The city of a landline number in national form, `02131075869`.
    package static func of(landline number: String) -> City? {
        guard number.utf8.first == UInt8(ascii: "0") else { return nil }
        return find(areaCode: number.prefix(3)) ?? find(areaCode: number.prefix(4))
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.areaCode, $0) })

    /// One line for each province: its name, then codes and cities, the capital first.
    private static let plan = """
        北京 010 北京
        上海 021 上海
        天津 022 天津
        重庆 023 重庆
        河北 0311 石家庄 0310 邯郸 0312 保定 0313 张家口 0314 承德 0315 唐山 0316 廊坊 0317 沧州 0318 衡水 0319 邢台 0335 秦皇岛
        山西 0351 太原 0349 朔州 0350 忻州 0352 大同 0353 阳泉 0354 晋中 0355 长治 0356 晋城 0357 临汾 0358 吕梁 0359 运城
        内蒙古 0471 呼和浩特 0470 呼伦贝尔 0472 包头 0473 乌海 0474 乌兰察布 0475 通辽 0476 赤峰 0477 鄂尔多斯 0478 巴彦淖尔 \
        0479 锡林郭勒 0482 兴安 0483 阿拉善
        辽宁 024 沈阳 0411 大连 0412 鞍山 0415 丹东 0416 锦州 0417 营口 0418 阜新 0419 辽阳 0421 朝阳 0427 盘锦 0429 葫芦岛
        吉林 0431 长春 0432 吉林 0433 延边 0434 四平 0435 通化 0436 白城 0437 辽源 0438 松原 0439 白山
        黑龙江 0451 哈尔滨 0452 齐齐哈尔 0453 牡丹江 0454 佳木斯 0455 绥化 0456 黑河 0457 大兴安岭 0458 伊春 0459 大庆 0464 七台河 \
        0467 鸡西 0468 鹤岗 0469 双鸭山
        江苏 025 南京 0510 无锡 0511 镇江 0512 苏州 0513 南通 0514 扬州 0515 盐城 0516 徐州 0517 淮安 0518 连云港 0519 常州 0523 泰州 \
        0527 宿迁
        浙江 0571 杭州 0570 衢州 0572 湖州 0573 嘉兴 0574 宁波 0575 绍兴 0576 台州 0577 温州 0578 丽水 0579 金华 0580 舟山
        安徽 0551 合肥 0550 滁州 0552 蚌埠 0553 芜湖 0554 淮南 0555 马鞍山 0556 安庆 0557 宿州 0558 阜阳 0559 黄山 0561 淮北 0562 铜陵 \
        0563 宣城 0564 六安 0566 池州
        福建 0591 福州 0592 厦门 0593 宁德 0594 莆田 0595 泉州 0596 漳州 0597 龙岩 0598 三明 0599 南平
        江西 0791 南昌 0701 鹰潭 0790 新余 0792 九江 0793 上饶 0794 抚州 0795 宜春 0796 吉安 0797 赣州 0798 景德镇 0799 萍乡
        山东 0531 济南 0530 菏泽 0532 青岛 0533 淄博 0534 德州 0535 烟台 0536 潍坊 0537 济宁 0538 泰安 0539 临沂 0543 滨州 0546 东营 \
        0631 威海 0632 枣庄 0633 日照 0635 聊城
        河南 0371 郑州 0370 商丘 0372 安阳 0373 新乡 0374 许昌 0375 平顶山 0376 信阳 0377 南阳 0379 洛阳 0391 焦作 0392 鹤壁 0393 濮阳 \
        0394 周口 0395 漯河 0396 驻马店 0398 三门峡
        湖北 027 武汉 0710 襄阳 0711 鄂州 0712 孝感 0713 黄冈 0714 黄石 0715 咸宁 0716 荆州 0717 宜昌 0718 恩施 0719 十堰 0722 随州 \
        0724 荆门 0728 仙桃
        湖南 0731 长沙 0730 岳阳 0734 衡阳 0735 郴州 0736 常德 0737 益阳 0738 娄底 0739 邵阳 0743 湘西 0744 张家界 0745 怀化 0746 永州
        广东 020 广州 0660 汕尾 0662 阳江 0663 揭阳 0668 茂名 0750 江门 0751 韶关 0752 惠州 0753 梅州 0754 汕头 0755 深圳 0756 珠海 \
        0757 佛山 0758 肇庆 0759 湛江 0760 中山 0762 河源 0763 清远 0766 云浮 0768 潮州 0769 东莞
        广西 0771 南宁 0770 防城港 0772 柳州 0773 桂林 0774 梧州 0775 玉林 0776 百色 0777 钦州 0778 河池 0779 北海
        海南 0898 海口
        四川 028 成都 0812 攀枝花 0813 自贡 0816 绵阳 0817 南充 0818 达州 0825 遂宁 0826 广安 0827 巴中 0830 泸州 0831 宜宾 0832 内江 \
        0833 乐山 0834 凉山 0835 雅安 0836 甘孜 0837 阿坝 0838 德阳 0839 广元
        贵州 0851 贵阳 0854 黔南 0855 黔东南 0856 铜仁 0857 毕节 0858 六盘水 0859 黔西南
        云南 0871 昆明 0691 西双版纳 0692 德宏 0870 昭通 0872 大理 0873 红河 0874 曲靖 0875 保山 0876 文山 0877 玉溪 0878 楚雄 0879 普洱 \
        0883 临沧 0886 怒江 0887 迪庆 0888 丽江
        西藏 0891 拉萨 0892 日喀则 0893 山南 0894 林芝 0895 昌都 0896 那曲 0897 阿里
        陕西 029 西安 0911 延安 0912 榆林 0913 渭南 0914 商洛 0915 安康 0916 汉中 0917 宝鸡 0919 铜川
        甘肃 0931 兰州 0930 临夏 0932 定西 0933 平凉 0934 庆阳 0935 武威 0936 张掖 0937 酒泉 0938 天水 0939 陇南 0941 甘南 0943 白银
        青海 0971 西宁 0970 海北 0972 海东 0973 黄南 0974 海南州 0975 果洛 0976 玉树 0977 海西 0979 格尔木
        宁夏 0951 银川 0952 石嘴山 0953 吴忠 0954 固原 0955 中卫
        新疆 0991 乌鲁木齐 0901 塔城 0902 哈密 0903 和田 0906 阿勒泰 0908 克孜勒苏 0909 博尔塔拉 0990 克拉玛依 0992 奎屯 0993 石河子 \
        0994 昌吉 0995 吐鲁番 0996 巴音郭楞 0997 阿克苏 0998 喀什 0999 伊犁
        """
}
