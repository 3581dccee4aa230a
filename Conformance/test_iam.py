"""Huawei Cloud's IAM SDK and the plain Keystone clients against the IAM face."""

import concurrent.futures
import datetime
import json
import re
import time

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.signer.signer import Signer
from huaweicloudsdkgsl.v3 import GslClient, ListSimPoolsRequest
from huaweicloudsdkiam.v3 import (
    AuthScope, AuthScopeDomain, AuthScopeProject, IamClient, KeystoneCreateUserTokenByPasswordRequest,
    KeystoneCreateUserTokenByPasswordRequestBody, KeystoneListAuthDomainsRequest,
    KeystoneListAuthProjectsRequest, KeystoneListProjectsRequest, KeystoneValidateTokenRequest, PwdAuth,
    PwdIdentity, PwdPassword, PwdPasswordUser, PwdPasswordUserDomain)
from keystoneauth1 import discover, exceptions, session
from keystoneauth1.identity import generic, v3
from keystoneclient.v3 import client as keystoneclient

from clients import (
    PROJECT, ROOT, TOKENS, compact, credentials, exchange, gsl, huawei, huawei_headers, huawei_refused, issue,
    sim_pools)
from proxy import before
from telepool import PASSWORD, running

IDENTIFIER = r"[0-9a-f]{32}"
DOMAIN = {"domain": {"name": "default"}}
WRONG_PASSWORD = (401, "The username or password is wrong.", "Unauthorized")
INVALID_BODY = (400, "The request body is invalid", "Bad Request")
INVALID_TOKEN = (401, "The X-Auth-Token is invalid!", "Unauthorized")
UNKNOWN_SUBJECT = (404, "X-Subject-Token is invalid in the request", "Not Found")


def error(answer):
    """An error in Keystone's shape: status, message and title."""
    (body,) = answer.json().values()
    assert list(answer.json()) == ["error"] and list(body) == ["code", "message", "title"]
    assert body["code"] == answer.status
    assert re.fullmatch(IDENTIFIER, answer.headers["X-Request-Id"])
    return answer.status, body["message"], body["title"]


def new_token(server, scope=PROJECT):
    answer = issue(server, credentials(scope=scope), "?nocatalog=1")
    assert answer.status == 201
    return answer.headers["X-Subject-Token"]


def tokens(server, method, caller, subject):
    headers = {"X-Auth-Token": caller, "X-Subject-Token": subject}
    given = {name: value for name, value in headers.items() if value is not None}
    return exchange(server, method, TOKENS, given)


def pools_status(server, token):
    return exchange(server, "GET", "/v1/sim-pools", {"X-Auth-Token": token}).status


@pytest.fixture(scope="module")
def token(server):
    """A token that nothing happens to."""
    return new_token(server)


@pytest.fixture(scope="module")
def identity(server):
    """The first account as IAM describes it: its own id and name and its project's id."""
    (project,) = huawei(server, "GET", "/v3/projects").json()["projects"]
    return {"domain": {"id": project["domain_id"], "name": "default"}, "project": project["id"]}


@pytest.fixture
def iam(server, identity):
    return iam_client(server, ROOT, identity["domain"]["id"])


def iam_client(server, key, domain_id):
    return (IamClient.new_builder().with_credentials(GlobalCredentials(*key, domain_id))
            .with_endpoint(server.endpoint).build())


def password_request(scope, password=PASSWORD, nocatalog=None):
    """The SDK's request for a token."""
    user = PwdPasswordUser(domain=PwdPasswordUserDomain(name="default"), name="admin", password=password)
    auth = PwdAuth(identity=PwdIdentity(methods=["password"], password=PwdPassword(user=user)), scope=scope)
    return KeystoneCreateUserTokenByPasswordRequest(
        nocatalog=nocatalog, body=KeystoneCreateUserTokenByPasswordRequestBody(auth=auth))


def keystone_session(server, path="/v3", plugin=v3.Password, **options):
    return session.Session(auth=plugin(
        auth_url=server.endpoint + path, username="admin", password=PASSWORD, user_domain_name="default",
        **(options or {"project_name": "cn-north-4", "project_domain_name": "default"})))


# MARK: Issue

def test_the_sdk_gets_a_token_for_a_project(server, identity, iam):
    answer = iam.keystone_create_user_token_by_password(
        password_request(AuthScope(project=AuthScopeProject(name="cn-north-4"))))
    body = json.loads(answer.raw_content)["token"]
    issued, expires = (datetime.datetime.strptime(body[name], "%Y-%m-%dT%H:%M:%S.%fZ")
                       for name in ["issued_at", "expires_at"])
    assert expires - issued == datetime.timedelta(hours=24)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", body["expires_at"])
    user = body["user"]["id"]
    assert re.fullmatch(IDENTIFIER, user)

    def service(name, kind, path):
        endpoint = {"id": kind, "interface": "public", "region": "cn-north-4", "region_id": "cn-north-4",
                    "url": server.endpoint + path}
        return {"endpoints": [endpoint], "id": kind, "name": name, "type": kind}

    assert (answer.status_code, answer.raw_content) == (201, compact({"token": {
        "catalog": [service("gsl", "gsl", "/v1"), service("iam", "iam", "/v3.0"),
                    service("keystone", "identity", "/v3")],
        "expires_at": body["expires_at"], "issued_at": body["issued_at"], "methods": ["password"],
        "project": {"domain": identity["domain"], "id": identity["project"], "name": "cn-north-4"},
        "roles": [{"id": "0", "name": "te_admin"}],
        "user": {"domain": identity["domain"], "id": user, "name": "admin", "password_expires_at": ""}}}))
    assert pools_status(server, answer.x_subject_token) == 200


def test_the_sdk_gets_a_token_for_the_account(server, identity, iam):
    for scope in [AuthScopeDomain(name="default"), AuthScopeDomain(id=identity["domain"]["id"])]:
        answer = iam.keystone_create_user_token_by_password(password_request(AuthScope(domain=scope)))
        body = json.loads(answer.raw_content)["token"]
        assert (body["domain"], "project" in body) == (identity["domain"], False)
        assert pools_status(server, answer.x_subject_token) == 200


def test_the_catalogue_can_be_left_out(iam):
    answer = iam.keystone_create_user_token_by_password(
        password_request(AuthScope(project=AuthScopeProject(name="cn-north-4")), nocatalog="x"))
    assert json.loads(answer.raw_content)["token"]["catalog"] == []


def test_a_password_is_enough_whatever_key_signs_the_call(server):
    """The SDK cannot but sign this call, with any key at all."""
    for key in [("AKUNKNOWN", "x"), (ROOT[0], "wrong")]:
        scope = AuthScope(project=AuthScopeProject(name="cn-north-4"))
        client = iam_client(server, key, "0" * 32)
        answer = client.keystone_create_user_token_by_password(password_request(scope))
        assert pools_status(server, answer.x_subject_token) == 200


def test_user_account_and_project_can_be_given_by_id(server, identity, token):
    user_id = tokens(server, "GET", token, token).json()["token"]["user"]["id"]
    body = credentials(scope={"project": {"id": identity["project"]}})
    user = body["auth"]["identity"]["password"]["user"]
    user["domain"] = {"id": identity["domain"]["id"]}
    assert issue(server, body).status == 201
    del user["domain"], user["name"]
    user["id"] = user_id
    described = issue(server, body).json()["token"]
    assert (described["user"]["name"], described["project"]["id"]) == ("admin", identity["project"])


def test_wrong_names_and_passwords_all_look_the_same(server):
    for wrong in [{"password": "wrong"}, {"name": "nobody"}, {"domain": "nowhere"}, {"name": "Admin"}]:
        answer = issue(server, credentials(**wrong), source="127.0.0.9")
        assert error(answer) == WRONG_PASSWORD
        assert "X-Subject-Token" not in answer.headers


def test_the_sdk_raises_the_error(iam):
    scope = AuthScope(project=AuthScopeProject(name="cn-north-4"))
    raised = huawei_refused(iam.keystone_create_user_token_by_password, password_request(scope, "wrong"))
    assert isinstance(raised, ClientRequestException)
    assert (raised.status_code, raised.error_code, raised.error_msg) == (
        401, 401, "The username or password is wrong.")
    assert re.fullmatch(IDENTIFIER, raised.request_id)


def test_a_scope_that_is_not_the_users_is_refused(server):
    for scope in [{"project": {"name": "cn-south-1"}}, {"project": {"id": "0" * 32}},
                  {"domain": {"name": "other"}}]:
        assert error(issue(server, credentials(scope=scope))) == (
            403, "You have no right to do this action", "Forbidden")


@pytest.mark.parametrize("alter", [
    lambda auth: auth.clear(),
    lambda auth: auth.pop("scope"),
    lambda auth: auth.update(scope={}),
    lambda auth: auth.update(scope="unscoped"),
    lambda auth: auth.update(scope={**PROJECT, **DOMAIN}),
    lambda auth: auth.update(scope={"project": {}}),
    lambda auth: auth["identity"].update(methods=[]),
    lambda auth: auth["identity"].update(methods=["totp"]),
    lambda auth: auth["identity"].update(methods=["password", "totp"]),
    lambda auth: auth["identity"].pop("password"),
    lambda auth: auth["identity"]["password"]["user"].pop("name"),
    lambda auth: auth["identity"]["password"]["user"].pop("domain"),
    lambda auth: auth["identity"]["password"]["user"].pop("password"),
    lambda auth: auth["identity"]["password"]["user"].update(password=12345678),
    lambda auth: auth["identity"]["password"]["user"].update(name="a\0b"),
])
def test_an_incomplete_body_is_refused(server, alter):
    body = credentials()
    alter(body["auth"])
    assert error(issue(server, body)) == INVALID_BODY


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"auth":1}', b"\xff"])
def test_a_body_that_is_no_request_is_refused(server, body):
    assert error(exchange(server, "POST", TOKENS, {"Content-Type": "application/json"}, body)) == INVALID_BODY


# MARK: Validation and revocation

def test_a_token_is_described_as_it_was_on_issue(server, token):
    issued = issue(server)
    subject = issued.headers["X-Subject-Token"]
    answer = tokens(server, "GET", token, subject)
    assert (answer.status, answer.body) == (200, issued.body)
    assert answer.headers["X-Subject-Token"] == subject
    headers = {"X-Auth-Token": token, "X-Subject-Token": subject}
    answer = exchange(server, "GET", f"{TOKENS}?nocatalog=true", headers)
    assert answer.json()["token"]["catalog"] == []


def test_the_sdk_validates_a_token_with_the_signature_that_it_makes(iam, token):
    """Its request has no field for a token of the caller, only for the one under test."""
    answer = iam.keystone_validate_token(KeystoneValidateTokenRequest(x_subject_token=token, nocatalog="1"))
    assert answer.x_subject_token == token
    assert answer.token.user.name == "admin"


def test_the_sdk_validates_a_token_for_the_holder_of_another(iam, token):
    invoker = iam.keystone_validate_token_invoker(KeystoneValidateTokenRequest(x_subject_token=token))
    answer = invoker.add_header("X-Auth-Token", token).invoke()
    assert (answer.x_subject_token, answer.token.user.name) == (token, "admin")


def test_head_tells_whether_a_token_is_valid(server, token):
    answer = tokens(server, "HEAD", token, token)
    assert (answer.status, answer.body, answer.headers["X-Subject-Token"]) == (200, b"", token)
    answer = tokens(server, "HEAD", token, "x")
    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_both_tokens_have_to_be_valid(server, token, method):
    for caller in [None, "", "x", token[:-1], token + "0"]:
        assert error(tokens(server, method, caller, token)) == INVALID_TOKEN
    for subject in [None, "", "x", token[:-1], token.upper()]:
        assert error(tokens(server, method, token, subject)) == UNKNOWN_SUBJECT
    assert pools_status(server, token) == 200


def test_a_revoked_token_ends_at_once_and_the_others_live(server, token):
    revoked = new_token(server)
    assert pools_status(server, revoked) == 200
    answer = tokens(server, "DELETE", token, revoked)
    assert (answer.status, answer.body) == (204, b"")
    refused = exchange(server, "GET", "/v1/sim-pools", {"X-Auth-Token": revoked})
    assert (refused.status, refused.json()["error_code"], refused.json()["error_msg"]) == (
        401, "APIGW.0301", "Incorrect IAM authentication information: decrypt token fail")
    assert error(tokens(server, "GET", token, revoked)) == UNKNOWN_SUBJECT
    assert error(tokens(server, "GET", revoked, token)) == INVALID_TOKEN
    assert pools_status(server, token) == 200


def test_a_token_can_revoke_itself(server):
    token = new_token(server)
    assert tokens(server, "DELETE", token, token).status == 204
    assert error(tokens(server, "DELETE", token, token)) == INVALID_TOKEN


def test_a_token_expires(server, token):
    expired = new_token(server)
    newest = "expires_at = (SELECT max(expires_at) FROM tokens)"
    assert server.database.execute(f"UPDATE tokens SET expires_at = issued_at WHERE {newest}") == 1
    refused = exchange(server, "GET", "/v1/sim-pools", {"X-Auth-Token": expired})
    assert (refused.status, refused.json()["error_code"], refused.json()["error_msg"]) == (
        401, "APIGW.0307", "The token must be updated")
    assert error(tokens(server, "GET", expired, token)) == INVALID_TOKEN
    assert error(tokens(server, "GET", token, expired)) == UNKNOWN_SUBJECT


# MARK: Tokens in place of signatures

def test_the_sdk_calls_with_a_token_instead_of_a_signature(server, token):
    request = ListSimPoolsRequest()
    assert huawei_refused(sim_pools, server, ("AKUNKNOWN", "x")).status_code == 401
    invoker = gsl(server, ("AKUNKNOWN", "x")).list_sim_pools_invoker(request)
    answer = invoker.add_header("X-Auth-Token", token).add_header("Authorization", "").invoke()
    assert (answer.status_code, answer.count) == (200, 0)

    class TokenCredentials(BasicCredentials):
        def sign_request(self, request):
            request.header_params["X-Auth-Token"] = token
            Signer.process_request_uri(request)
            return request

    TokenCredentials.__name__ = "BasicCredentials"
    client = (GslClient.new_builder().with_credentials(TokenCredentials("unused", "unused"))
              .with_endpoint(server.endpoint).build())
    assert client.list_sim_pools(request).count == 0


def test_a_signature_decides_even_if_there_is_a_token(server, token):
    def status(key, **headers):
        return huawei(server, "GET", "/v1/sim-pools", key, headers).status

    assert status(ROOT, **{"X-Auth-Token": "x"}) == 200
    assert status((ROOT[0], "wrong"), **{"X-Auth-Token": token}) == 401
    headers = {"X-Auth-Token": token, "Authorization": "Bearer of another kind"}
    assert exchange(server, "GET", "/v1/sim-pools", headers).status == 200


# MARK: Look-ups

def test_the_sdk_lists_projects_and_domains(server, identity, iam):
    domain, links = identity["domain"], {"next": None, "previous": None}
    project = {
        "description": "", "domain_id": domain["id"], "enabled": True, "id": identity["project"],
        "is_domain": False, "links": {"self": f"{server.endpoint}/v3/projects/{identity['project']}"},
        "name": "cn-north-4", "parent_id": domain["id"]}
    answer = iam.keystone_list_projects(KeystoneListProjectsRequest())
    assert answer.raw_content == compact({
        "links": {**links, "self": f"{server.endpoint}/v3/projects"}, "projects": [project]})
    answer = iam.keystone_list_auth_projects(KeystoneListAuthProjectsRequest())
    assert answer.raw_content == compact({
        "links": {"self": f"{server.endpoint}/v3/auth/projects"}, "projects": [project]})
    answer = iam.keystone_list_auth_domains(KeystoneListAuthDomainsRequest())
    assert answer.raw_content == compact({
        "domains": [{"description": "", "enabled": True, "id": domain["id"],
                     "links": {"self": f"{server.endpoint}/v3/domains/{domain['id']}"}, "name": "default"}],
        "links": {"self": f"{server.endpoint}/v3/auth/domains"}})


def test_projects_are_filtered_and_paged(identity, iam):
    def found(**filters):
        return len(iam.keystone_list_projects(KeystoneListProjectsRequest(**filters)).projects)

    domain_id = identity["domain"]["id"]
    all_of_them = {"domain_id": domain_id, "parent_id": domain_id, "enabled": True, "is_domain": False}
    assert found(name="cn-north-4", **all_of_them) == found() == 1
    assert found(name="cn-north") == found(domain_id="0" * 32) == found(parent_id="0" * 32) == 0
    assert found(enabled=False) == found(is_domain=True) == 0
    assert (found(page=1, per_page=1), found(page=2, per_page=1)) == (1, 0)
    for wrong in [{"page": 0}, {"per_page": 0}, {"per_page": 5001}, {"page": "x"}]:
        assert huawei_refused(found, **wrong).status_code == 400


def test_the_sdk_looks_its_account_up_when_it_is_given_a_region(server, identity):
    key = server.create_user("global", "reader")
    with before(server) as proxy:
        credentials = GlobalCredentials(*key).with_iam_endpoint(proxy.endpoint)
        client = (IamClient.new_builder().with_credentials(credentials)
                  .with_region(Region("cn-north-4", proxy.endpoint)).build())
        (project,) = client.keystone_list_auth_projects(KeystoneListAuthProjectsRequest()).projects
    assert project.id == identity["project"]
    assert [head.split(" HTTP")[0] for head in proxy.requests] == [
        "GET /v3/auth/domains", "GET /v3/auth/projects"]
    assert proxy.headers("X-Domain-Id") == [identity["domain"]["id"]]


def test_look_ups_need_credentials(server, token):
    for path in ["/v3/projects", "/v3/auth/projects", "/v3/auth/domains"]:
        assert exchange(server, "GET", path, {"X-Auth-Token": token}).status == 200
        assert error(exchange(server, "GET", path))[:1] == (401,)
        assert error(exchange(server, "GET", path, {"X-Auth-Token": "x"}))[:1] == (401,)
        wrong = huawei_headers(server, "GET", path, (ROOT[0], "wrong"))
        assert error(exchange(server, "GET", path, wrong))[:1] == (401,)


def test_what_iam_does_not_have_is_not_found(server):
    unknown = [("GET", "/v3/users"), ("PUT", TOKENS), ("POST", "/v3/projects"), ("GET", "/v3.0/anything")]
    for method, path in unknown:
        assert error(exchange(server, method, path)) == (404, "The API does not exist.", "Not Found")


# MARK: Plain Keystone clients

def test_the_version_is_discovered_without_credentials(server):
    for path in ["/v3", "/v3/"]:
        answer = exchange(server, "GET", path)
        assert (answer.status, answer.body) == (200, compact({"version": {
            "id": "v3.6", "links": [{"href": f"{server.endpoint}/v3/", "rel": "self"}],
            "media-types": [{
                "base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}],
            "status": "stable", "updated": "2016-04-04T00:00:00Z"}}))
        (version,) = discover.Discover(session.Session(), server.endpoint + path).version_data()
        assert (version["version"], version["url"], version["status"]) == (
            (3, 6), f"{server.endpoint}/v3/", "CURRENT")


@pytest.mark.parametrize("plugin, path", [
    (v3.Password, "/v3"), (v3.Password, "/v3/"), (generic.Password, "/v3"), (generic.Password, "/v3/")])
def test_keystoneauth_logs_in_for_a_project_and_finds_the_services(server, identity, plugin, path):
    keystone = keystone_session(server, path, plugin)
    assert keystone.get_project_id() == identity["project"]
    access = keystone.auth.get_access(keystone)
    assert (access.username, access.project_name, access.role_names) == ("admin", "cn-north-4", ["te_admin"])
    assert access.project_domain_id == access.user_domain_id == identity["domain"]["id"]
    assert access.expires - access.issued == datetime.timedelta(hours=24)
    answer = keystone.get("/sim-pools?limit=20", endpoint_filter={
        "service_type": "gsl", "interface": "public", "region_name": "cn-north-4"})
    assert answer.json() == {"limit": 20, "offset": 1, "count": 0, "pools": []}


def test_keystoneauth_logs_in_for_the_account(server, identity):
    keystone = keystone_session(server, domain_name="default")
    access = keystone.auth.get_access(keystone)
    assert (access.domain_id, access.project_id) == (identity["domain"]["id"], None)
    assert keystone.get(server.endpoint + "/v1/sim-pools").json()["count"] == 0


def test_keystoneauth_can_do_without_the_catalogue(server, identity):
    """It asks with a bare `nocatalog`, where Huawei Cloud's SDK gives a value."""
    keystone = keystone_session(server, project_id=identity["project"], include_catalog=False)
    assert keystone.auth.get_access(keystone).service_catalog.catalog == []
    assert keystone.get(server.endpoint + "/v1/sim-pools").json()["count"] == 0


def test_keystoneauth_raises_for_a_wrong_password(server):
    auth = v3.Password(
        auth_url=server.endpoint + "/v3", username="admin", password="wrong", user_domain_name="default",
        domain_name="default")
    with pytest.raises(exceptions.Unauthorized, match="The username or password is wrong."):
        session.Session(auth=auth).get_token()


def test_keystoneclient_looks_up_validates_and_revokes(server, identity):
    keystone = keystone_session(server)
    client = keystoneclient.Client(session=keystone)
    assert [project.id for project in client.auth.projects()] == [identity["project"]]
    assert [project.name for project in client.projects.list()] == ["cn-north-4"]
    assert [domain.name for domain in client.auth.domains()] == ["default"]
    subject = new_token(server)
    assert client.tokens.validate(subject)["user"]["name"] == "admin"
    client.tokens.revoke_token(subject)
    with pytest.raises(exceptions.NotFound):
        client.tokens.validate(subject)
    assert pools_status(server, subject) == 401
    assert client.tokens.validate(keystone.get_token())["project"]["id"] == identity["project"]


# MARK: Guessing

def test_guesses_are_slowed_down_and_nobody_is_locked_out(tmp_path):
    """After five failures each further attempt waits, 250 ms and then twice as long each time."""
    with running(tmp_path / "data") as server:
        for _ in range(5):
            assert error(issue(server, credentials(password="guess"))) == WRONG_PASSWORD
        started = time.monotonic()
        for _ in range(2):
            assert error(issue(server, credentials(password="guess"))) == WRONG_PASSWORD
        assert time.monotonic() - started >= 0.25 + 0.5
        assert issue(server, source="127.0.0.2").status == 201
        assert issue(server).status == 201


def test_guesses_that_come_together_are_slowed_down_like_those_that_come_in_turn(tmp_path):
    """What would have to wait for more than eight seconds is refused, so some of these have to be."""
    with running(tmp_path / "data") as server, concurrent.futures.ThreadPoolExecutor(40) as executor:
        guesses = [executor.submit(issue, server, credentials(password="guess")) for _ in range(40)]
        answers = (guess.result() for guess in concurrent.futures.as_completed(guesses))
        assert error(next(answer for answer in answers if answer.status != 401)) == (
            429, "Too many failed attempts from this address. Try again later.", "Too Many Requests")
        server.kill()
