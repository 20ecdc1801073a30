"""The manifest against the platform files, the permissions' document and the version."""

import tomllib

import webcare
from tree import EXTENSION, ROOT, load

MANIFEST = load("extension/manifest.json")


def test_content_files_run_on_the_hosts_of_the_platform_files() -> None:
    hosts = {
        host
        for file in sorted((ROOT / "shared/platforms").glob("*.json"))
        for host in load(f"shared/platforms/{file.name}").get("hosts", [])
    }
    matches = {m for script in MANIFEST["content_scripts"] for m in script["matches"]}
    assert matches == {f"https://{host}/*" for host in hosts}


def test_every_file_named_is_there() -> None:
    named = [f for script in MANIFEST["content_scripts"] for f in script["js"]]
    named += [MANIFEST["background"]["service_worker"], MANIFEST["options_ui"]["page"]]
    named += MANIFEST["icons"].values()
    named += [f for entry in MANIFEST["web_accessible_resources"] for f in entry["resources"]]
    assert not [f for f in named if not (EXTENSION / f).is_file()]


def test_nothing_but_the_sidebar_is_open_to_pages() -> None:
    (entry,) = MANIFEST["web_accessible_resources"]
    assert entry["resources"] == ["sidebar/sidebar.html"]
    assert entry["use_dynamic_url"] is True


def test_every_permission_is_explained() -> None:
    explained = (ROOT / "docs/permissions.md").read_text(encoding="utf-8")
    asked = [
        *MANIFEST["permissions"],
        *MANIFEST["host_permissions"],
        *MANIFEST["optional_host_permissions"],
    ]
    assert not [permission for permission in asked if f"`{permission}`" not in explained]


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert webcare.__version__ == project["version"] == MANIFEST["version"]


def test_private_windows_are_off() -> None:
    assert MANIFEST["incognito"] == "not_allowed"
