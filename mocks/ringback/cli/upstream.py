"""The account behind `ringback record`, asked with httpx."""

from urllib.parse import urlsplit

from ringback.cli.refusal import Refusal
from ringback.serve.transcripts.recorder import Back, Onward, UpstreamError

# Some reports of a real account take that long, in seconds.
PATIENCE = 300.0


def base_url(text: str) -> str:
    """A base URL without the slash at its end; a Refusal when it is none."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Refusal(f"--upstream: {text!r} is no base URL", "Write it as https://api.example.com.")
    if parts.username is not None:
        raise Refusal("--upstream: credentials do not belong in the URL", "The client's own requests carry them.")
    return text.rstrip("/")


class Upstream:
    """One account: requests go to it as they came, redirects come back as they are."""

    def __init__(self, url: str) -> None:
        """Ask below a base URL; a Refusal when httpx is not installed."""
        # Imported here: it is no dependency of Ringback, as nothing else needs it.
        try:
            import httpx
        except ImportError:
            hint = "Install it with Ringback's extra: pip install 'ringback[record]'."
            raise Refusal("`ringback record` needs httpx", hint) from None
        self._failures = (httpx.HTTPError, httpx.InvalidURL)
        self._client = httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False)
        # What httpx would add says who asks, and the client has said that itself.
        self._client.headers.clear()
        self._url = url

    async def ask(self, onward: Onward) -> Back:
        """What the account replies; UpstreamError when it does not."""
        headers = [*onward.headers, (b"accept-encoding", b"identity")]
        url = f"{self._url}{onward.target.decode('latin-1')}"
        try:
            request = self._client.build_request(onward.method, url, headers=headers, content=onward.body or None)
            # Cookies are the client's own affair: several may ask by one proxy.
            answer = await self._client.send(request)
            self._client.cookies.clear()
        except self._failures as error:
            raise UpstreamError(str(error) or type(error).__name__) from None
        return Back(answer.status_code, [(name.lower(), value) for name, value in answer.headers.raw], answer.content)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
