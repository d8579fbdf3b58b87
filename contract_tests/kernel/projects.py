"""Sample projects, which pytest runs in processes of their own."""

import pytest

CALL = """
    import httpx
    import pytest

    def call(access, function="version", **params):
        query = {**access.params, "function": function, **params}
        return httpx.get(f"{access.url}/adminpanel/api.php", params=query)
"""
ONE = """
    def test_it(dialer360):
        assert call(dialer360).status_code == 200
"""
PLUGIN = ("-p", "ringback.pytest_plugin")
TWO_WORKERS = ("-p", "xdist", "-n", "2")


class Project:
    """A project of one file of tests, in a folder of its own; any warning is an error there."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        """Begin it; it does not know in what kind of run it is run, and loads no plugin by itself."""
        self.pytester = pytester
        self.path = pytester.path
        for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "RINGBACK_URL", "RINGBACK_CONTROL_TOKEN"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(self, tests: str, *options: str) -> pytest.RunResult:
        """Run its tests, which may use `call`, with the plugin."""
        self.pytester.makepyfile(CALL + tests)
        return self.pytester.runpytest_subprocess("-W", "error", *PLUGIN, *options)
