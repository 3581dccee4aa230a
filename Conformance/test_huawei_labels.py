"""The Huawei Cloud GSL SDK: tags, custom attributes, network switch policies and short messages."""

import datetime
import json
import re

import pytest
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkgsl.v3 import (
    AddNetworkSwitchPolicyRequest, AddOrModifyAttributeReq, AddOrModifyTagReq, AttributeReq,
    BatchSetAttributesReq, BatchSetAttributesRequest, BatchSetTagsReq, BatchSetTagsRequest,
    CreateAttributeRequest, CreateSendSmsReq, CreateTagRequest, DeleteTagRequest, DisableAttributeRequest,
    EnableAttributeRequest, ListAttributesRequest, ListNetworkSwitchPoliciesRequest, ListSmsDetailsRequest,
    ListTagsRequest, NetworkSwitchPolicyDTO, SendSmsRequest, UpdateAttributeRequest)

from clients import ROOT, another_second, compact, gsl, huawei, huawei_refused
from inventory import create_plan, iccid, import_cards
from telepool import running, until

OUTBOX = "/telepool/v1/sms-outbox"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("server") / "data", "--clock", "2022-09-22T18:57:15Z") as server:
        yield server


@pytest.fixture
def cards(server, tenant):
    """Three cards of China Mobile, of which the last has no number; answers their ICCIDs."""
    create_plan(server, carrier="mobile", key=tenant)
    rows = [f"{iccid(number)},86144000000000{number},,in_use,," for number in [1, 2]]
    import_cards(server, [*rows, f"{iccid(3)},,,in_use,,"], order=77, key=tenant)
    return [iccid(number) for number in [1, 2, 3]]


def refused(function, request):
    """The error of a call: status, code and message."""
    another_second()
    raised = huawei_refused(function, request)
    assert isinstance(raised, ClientRequestException)
    assert re.fullmatch(r"[0-9a-f]{32}", raised.request_id)
    return raised.status_code, raised.error_code, raised.error_msg


def void(answer):
    """Whether an operation without an answer has succeeded."""
    return (answer.status_code, answer.raw_content, answer.body) == (200, b"", None)


# MARK: Tags

def create_tag(client, name):
    return client.create_tag(CreateTagRequest(body=AddOrModifyTagReq(tag_name=name)))


def set_tags(client, **parameters):
    return client.batch_set_tags(BatchSetTagsRequest(body=BatchSetTagsReq(**parameters)))


def test_tags_are_created_set_listed_and_deleted(server, tenant, cards):
    client = gsl(server, tenant)
    made = create_tag(client, "车队")
    assert (made.status_code, made.tag_name, made.status) == (200, "车队", 0)
    assert made.raw_content == compact({"id": made.id, "tag_name": "车队", "status": 0})
    other = create_tag(client, "other")
    assert void(set_tags(client, iccids=cards[:2], tag_ids=[made.id]))
    listed = client.list_tags(ListTagsRequest(status=1))
    assert listed.raw_content == compact({
        "limit": 10, "offset": 1, "count": 1, "tags": [{"id": made.id, "tag_name": "车队", "status": 1}]})
    assert void(set_tags(client, iccids=cards[:2], tag_ids=[]))
    assert [tag.id for tag in client.list_tags(ListTagsRequest(status=0, limit=500)).tags] == [made.id, other.id]
    assert [tag.id for tag in client.list_tags(ListTagsRequest(tag_name="车")).tags] == [made.id]
    assert void(client.delete_tag(DeleteTagRequest(tag_id=made.id)))
    assert [tag.id for tag in client.list_tags(ListTagsRequest()).tags] == [other.id]


def test_tags_have_rules(server, tenant, cards):
    client = gsl(server, tenant)
    tag = create_tag(client, "a").id

    def error(name):
        return refused(client.create_tag, CreateTagRequest(body=AddOrModifyTagReq(tag_name=name)))

    assert error("a") == (400, "GSL.00022002", "标签名称已存在,请重新输入!")
    assert error("a b") == (400, "GSL.00022001", "标签名称不合法,请检查!")
    assert error("") == error("a" * 101) == (400, "GSL.00020004", "参数异常")
    assert refused(client.delete_tag, DeleteTagRequest(tag_id=1)) == (
        400, "GSL.00022004", "登录用户没有标签的访问权限。")

    def set_error(**parameters):
        return refused(client.batch_set_tags, BatchSetTagsRequest(body=BatchSetTagsReq(**parameters)))

    assert set_error(iccids=cards, sim_card_ids=[-3333, 111], tag_ids=[tag, 2]) == (
        400, "GSL.000160053",
        "以下simCardId/tagId不存在或没有操作权限,请重新输入!simCardId/tagId : [-3333, 111, 2]")
    assert set_error(iccids=[cards[0], cards[0]], tag_ids=[tag, tag])[:2] == (400, "GSL.000160054")
    assert set_error(tag_ids=[tag])[:2] == set_error(iccids=[cards[0]] * 501, tag_ids=[])[:2] == (
        400, "GSL.000160051")
    assert set_error(iccids=cards, tag_ids=list(range(11)))[:2] == (400, "GSL.000160052")
    assert set_error(iccids=cards)[:2] == (400, "GSL.00010004")
    assert set_error(file_temp_id=1, tag_ids=[])[:2] == (400, "GSL.00012016")


def test_there_is_a_limit_to_tags(tmp_path):
    with running(tmp_path / "data") as server:
        client = gsl(server)
        create_tag(client, "first")
        # Nearly as many as there may be, in less time than it takes to create them one by one.
        filled = server.database.execute(
            """
            INSERT INTO sim_tags (account_id, id, name, cards, created_at)
            WITH RECURSIVE further (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM further WHERE number < 9998)
            SELECT account_id, id + number, 'tag' || number, 0, created_at FROM sim_tags CROSS JOIN further
            """)
        assert filled == 9998
        assert client.list_tags(ListTagsRequest()).count == 9999
        create_tag(client, "last")
        assert refused(client.create_tag, CreateTagRequest(body=AddOrModifyTagReq(tag_name="excess"))) == (
            400, "GSL.00022003", "登录用户最多可以创建10000个标签。")


# MARK: Custom attributes

def create_attribute(client, name):
    return client.create_attribute(
        CreateAttributeRequest(body=AddOrModifyAttributeReq(cust_attr_name=name))).id


def attributes(client, **parameters):
    """The names and states of the attributes."""
    listed = client.list_attributes(ListAttributesRequest(**parameters)).attributes
    return [(attribute.default_attr_name_cn, attribute.cust_attr_name, attribute.status) for attribute in listed]


def test_attributes_are_created_enabled_renamed_and_set(server, tenant, cards):
    client = gsl(server, tenant)
    first, second = (create_attribute(client, name) for name in ["部门", "城市"])
    assert attributes(client) == [("自定义属性一", "部门", 0), ("自定义属性二", "城市", 0)]
    assert void(client.enable_attribute(EnableAttributeRequest(attribute_id=first)))
    rename = UpdateAttributeRequest(attribute_id=first, body=AddOrModifyAttributeReq(cust_attr_name="dept"))
    assert void(client.update_attribute(rename))
    assert attributes(client, status=1) == [("自定义属性一", "dept", 1)]
    assert attributes(client, cust_attr_name="城") == [("自定义属性二", "城市", 0)]

    def set_values(**values):
        requests = [AttributeReq(sim_card_id=0, iccid=card, **values) for card in cards]
        return BatchSetAttributesRequest(body=BatchSetAttributesReq(attributes=requests))

    assert void(client.batch_set_attributes(set_values(customer_attribute1="研发")))
    status, code, message = refused(client.batch_set_attributes, set_values(customer_attribute2="x"))
    assert (status, code) == (400, "GSL.00012031")
    failures = json.loads(message)
    assert {failure["fail_reason"] for failure in failures} == {"自定义属性二未启用"}
    assert len({failure["sim_card_id"] for failure in failures}) == 3
    assert void(client.disable_attribute(DisableAttributeRequest(attribute_id=first)))
    assert refused(client.batch_set_attributes, set_values(customer_attribute1="x"))[1] == "GSL.00012031"
    assert refused(client.enable_attribute, EnableAttributeRequest(attribute_id=second + 1)) == (
        400, "GSL.00027005", "登录用户没有自定义属性的访问权限。")


def test_attributes_have_rules(server, tenant):
    client = gsl(server, tenant)

    def error(name):
        return refused(
            client.create_attribute, CreateAttributeRequest(body=AddOrModifyAttributeReq(cust_attr_name=name)))

    for number in range(1, 7):
        create_attribute(client, f"name{number}")
    assert error("name1") == (400, "GSL.00027002", "自定义属性名称已存在,请重新输入!")
    assert error("name 7") == (400, "GSL.00027001", "自定义属性名称不合法,请检查!")
    assert error("ICCID") == (400, "GSL.00027003", "自定义属性名称和SIM卡管理列字段重复,请重新输入!")
    assert error("name7") == (400, "GSL.00027004", "登录用户最多可以创建6个自定义属性。")
    assert error("a" * 33) == (400, "GSL.00020004", "参数异常")
    empty = BatchSetAttributesRequest(body=BatchSetAttributesReq(attributes=[AttributeReq(customer_attribute1="x")]))
    assert refused(client.batch_set_attributes, empty) == (400, "GSL.00010004", "sim_card_id:不能为null")


def test_a_broken_database_is_told_in_the_words_of_each_operation(tmp_path):
    with running(tmp_path / "data") as server:
        client = gsl(server)
        for table in ("sim_tags", "sim_attributes"):
            server.database.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
        tag, attribute = AddOrModifyTagReq(tag_name="a"), AddOrModifyAttributeReq(cust_attr_name="a")
        for function, request in [
                (client.list_tags, ListTagsRequest()), (client.create_tag, CreateTagRequest(body=tag)),
                (client.delete_tag, DeleteTagRequest(tag_id=1)), (client.list_attributes, ListAttributesRequest()),
                (client.create_attribute, CreateAttributeRequest(body=attribute)),
                (client.update_attribute, UpdateAttributeRequest(attribute_id=1, body=attribute)),
                (client.enable_attribute, EnableAttributeRequest(attribute_id=1)),
                (client.disable_attribute, DisableAttributeRequest(attribute_id=1))]:
            raised = huawei_refused(function, request)
            assert (raised.status_code, raised.error_code, raised.error_msg) == (
                500, "GSL.00020003", "系统繁忙,请稍后重试。")
        cards = BatchSetTagsReq(sim_card_ids=[1], tag_ids=[1])
        raised = huawei_refused(client.batch_set_tags, BatchSetTagsRequest(body=cards))
        assert (raised.status_code, raised.error_code) == (500, "GSL.00010003")


# MARK: Network switch policies

def policy(**parameters):
    return AddNetworkSwitchPolicyRequest(body=NetworkSwitchPolicyDTO(**parameters))


def test_policies_are_added_and_listed(server, tenant):
    client = gsl(server, tenant)
    with_sdk = policy(policy_name="优选移动策略", preferred_carrier=1, weak_signal_switch=True, version=1)
    answer = client.add_network_switch_policy(with_sdk)
    assert (answer.status_code, answer.raw_content, answer.body) == (200, b'"true"', "true")
    client.add_network_switch_policy(policy(policy_name="no SDK", version=2, switch_order="3,1,2", blacklist=1))
    first, second = client.list_network_switch_policies(
        ListNetworkSwitchPoliciesRequest()).network_switch_policy_list
    assert (first.policy_name, first.preferred_carrier, first.least_preferred_carrier, first.weak_signal_switch,
            first.connect_ip, first.version, first.status, first.type, first.used) == (
        "优选移动策略", 1, 2, True, None, 1, 1, 1, False)
    assert (second.policy_name, second.preferred_carrier, second.switch_order, second.blacklist) == (
        "no SDK", None, "3,1,2", 1)
    listed = client.list_network_switch_policies(ListNetworkSwitchPoliciesRequest(policy_name="no", version=1))
    assert listed.raw_content == b'{"limit":10,"offset":1,"count":0,"network_switch_policy_list":[]}'


def test_policies_have_rules(server, tenant):
    client = gsl(server, tenant)
    client.add_network_switch_policy(policy(policy_name="taken", version=1, connect_ip="www.baidu.com"))

    def error(**parameters):
        return refused(client.add_network_switch_policy, policy(**parameters))

    rule = {"policy_name": "a", "version": 1, "weak_signal_switch": True}
    assert error(**{**rule, "preferred_carrier": 2}) == (
        400, "GSL.00015032", "优先使用运营商和最不优先使用运营商不能相同!")
    assert error(policy_name="a", version=1) == (
        400, "GSL.00015033", "弱信号切换策略、连接延时切换策略必须设置其中一种!")
    assert error(**{**rule, "policy_name": "taken"}) == (400, "GSL.00015034", "策略名称已经存在,请检查!")
    assert error(policy_name="a", version=2, switch_order="1;2") == (
        400, "GSL.00015039", "切卡顺序格式错误,请检查!")
    assert error(**{**rule, "version": 3}) == (400, "GSL.00010004", "参数异常")
    for number in range(49):
        client.add_network_switch_policy(policy(policy_name=f"policy {number}", version=2, switch_order="1"))
    assert error(**rule) == (400, "GSL.00015035", "登录用户最多可以创建50个策略。")


# MARK: Short messages

def send(client, content, **recipients):
    return client.send_sms(SendSmsRequest(body=CreateSendSmsReq(sms_content=content, **recipients)))


def details(client, **parameters):
    return client.list_sms_details(ListSmsDetailsRequest(**parameters)).sms_details


def claim(server, key, limit=500, seconds=60):
    """The ids of the messages that a gateway gets."""
    body = json.dumps({"limit": limit, "seconds": seconds}).encode()
    answer = huawei(server, "POST", f"{OUTBOX}/claims", key, {"Content-Type": "application/json"}, body)
    assert answer.status == 200
    return [message["id"] for message in answer.json()["messages"]]


def test_messages_are_accepted_claimed_and_reported(server, tenant, cards):
    client = gsl(server, tenant)
    answer = send(client, "测试", cids=cards[:2])
    assert (answer.status_code, answer.raw_content, answer.body) == (200, b'"Ok"', "Ok")
    send(client, "all", order_id=77)
    listed = details(client)
    assert [(message.cid, message.sms_content, message.sms_status) for message in listed] == [
        (cards[1], "all", 1), (cards[0], "all", 1), (cards[1], "测试", 1), (cards[0], "测试", 1)]
    assert len(details(client, cid=cards[0])) == 2
    assert len(details(client, start_time=datetime.datetime(2022, 9, 23), limit=10)) == 4
    assert details(client, end_time=datetime.datetime(2022, 9, 23)) == []

    shown = server.run("sms", "outbox", key=tenant).stdout.splitlines()[1:]
    assert [re.split("  +", line)[3:] for line in shown[:2]] == [
        [cards[0], "861440000000001", "测试"], [cards[1], "861440000000002", "测试"]]
    assert len(server.run("sms", "claim", "--limit", 1, "--output", "quiet", key=tenant).stdout.splitlines()) == 1
    assert claim(server, tenant) == [2, 3, 4]
    assert claim(server, tenant) == []
    delivered = server.run("sms", "result", 1, "delivered", key=tenant).stdout
    assert re.fullmatch(r"id: 1\nstatus: delivered\nreceived: 2022-09-2\S+Z\n", delivered)
    assert server.run("sms", "result", 1, "delivered", key=tenant).stdout == delivered
    assert server.run("sms", "result", 2, "failed", key=tenant).stdout == "id: 2\nstatus: failed\n"
    other = server.run("sms", "result", 2, "delivered", key=tenant, check=False)
    assert "(SMSReportedOtherwise, 409)" in other.stderr
    first, second = details(client)[3], details(client)[2]
    assert (first.sms_status, second.sms_status, second.received_time) == (2, 3, None)
    assert re.fullmatch(r"2022-09-2\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first.received_time)


def test_a_claim_that_is_over_can_be_made_again(server, tenant, cards):
    send(gsl(server, tenant), "a", cids=cards[:1])
    assert claim(server, tenant, seconds=1) == [1]
    assert until(lambda: claim(server, tenant), "the end of the claim") == [1]


def test_messages_have_rules(server, tenant, cards):
    client = gsl(server, tenant)

    def error(**parameters):
        return refused(client.send_sms, SendSmsRequest(body=CreateSendSmsReq(**parameters)))

    unknown = (400, "GSL.00011001", "sim卡不存在或没有SIM卡的访问权限!")
    assert error(sms_content="a", cids=[iccid(9)]) == error(sms_content="a", order_id=78) == unknown
    assert error(sms_content="a", cids=[cards[2]])[:2] == (400, "GSL.00011015")
    assert error(sms_content="a") == error(cids=cards[:1]) == (400, "GSL.00010004", "参数异常")
    assert error(sms_content="a" * 1001, cids=cards[:1])[:2] == (400, "GSL.00010004")
    assert error(sms_content="a", file_temp_id=1)[:2] == (400, "GSL.00012016")
    create_plan(server, "unicom", "unicom", key=tenant)
    import_cards(server, [f"{iccid(20)},861460000000020,,in_use,,"], order=79, plan="unicom", key=tenant)
    assert error(sms_content="a", order_id=79)[:2] == error(sms_content="a", cids=[iccid(20)])[:2] == (
        400, "GSL.00011015")
    assert details(client) == []


# MARK: Tenants and roles

def test_what_is_another_tenants_might_as_well_not_exist(server, tenant, cards):
    """The other tenant is the first one, who has nothing of the kind."""
    client, others = gsl(server, tenant), gsl(server, ROOT)
    tag, attribute = create_tag(client, "ours").id, create_attribute(client, "ours")
    send(client, "ours", cids=cards[:1])
    client.add_network_switch_policy(policy(policy_name="ours", version=2, switch_order="1"))
    assert others.list_tags(ListTagsRequest()).count == 0
    assert others.list_attributes(ListAttributesRequest()).count == 0
    assert others.list_network_switch_policies(ListNetworkSwitchPoliciesRequest()).count == 0
    assert others.list_sms_details(ListSmsDetailsRequest()).count == 0
    assert claim(server, ROOT) == []
    for theirs, absent in [(tag, tag + 1), (attribute, attribute + 1)]:
        for function, request in [
                (others.delete_tag, lambda id: DeleteTagRequest(tag_id=id)),
                (others.enable_attribute, lambda id: EnableAttributeRequest(attribute_id=id))]:
            assert refused(function, request(theirs)) == refused(function, request(absent))
    stranger = BatchSetTagsRequest(body=BatchSetTagsReq(iccids=cards, tag_ids=[]))
    assert refused(others.batch_set_tags, stranger)[1] == "GSL.000160053"
    assert client.list_tags(ListTagsRequest()).count == 1


def test_readers_read_and_change_nothing(server):
    client = gsl(server, server.create_user("labels reader", "reader"))
    assert client.list_tags(ListTagsRequest()).status_code == 200
    status, code, message = refused(
        client.create_tag, CreateTagRequest(body=AddOrModifyTagReq(tag_name="a")))
    assert (status, code, message) == (
        403, "APIGW.0302", "The IAM user is not authorized to access the API: CreateTag")


def test_an_answer_without_a_body_says_so(server, tenant):
    tag = create_tag(gsl(server, tenant), "a").id
    answer = huawei(server, "DELETE", f"/v1/tags/{tag}", tenant)
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == "0"
