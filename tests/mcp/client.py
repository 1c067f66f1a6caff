"""client.py HEARSAY RELATED_LEDGER SOURCE_DIR: the protocol's own client asks `hearsay mcp`, in its newest revision and by `initialize`. Skipped (exit
status 77) where it is not installed: `pip install mcp`, version 2 or later, into the Python that runs this.
"""

import asyncio
import os
import subprocess
import sys
import tempfile

try:
    import jsonschema
    from mcp import Client, StdioServerParameters
    from mcp.shared.exceptions import MCPError
except ImportError as why:
    print(f"skipped: no client of the protocol: {why}")
    sys.exit(77)

HEARSAY, RELATED, ROOT = sys.argv[1:4]
TINY = os.path.join(ROOT, "tests", "numeric", "tiny")


async def call(client, tool, **arguments):
    """The client itself checks what comes back against the tool's outputSchema."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content[0].text
    return result.structured_content


async def ask_all(client):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert list(tools) == ["read", "claims", "who", "trace", "disputes", "changes", "stories"], list(tools)
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
    page = await call(client, "claims", limit=3)
    assert [item["type"] for item in page["items"]] == ["claim"] * 3, page
    following = await call(client, "claims", limit=3, after=page["next"])
    assert not {item["claim"] for item in page["items"]} & {item["claim"] for item in following["items"]}
    found = await call(client, "claims", about="tremor")
    assert any(item["type"] == "claim" for item in found["items"])
    who = await call(client, "who", name="Sellick Potash")
    said = [item for item in who["items"] if item["type"] == "attribution"]
    assert said and all(item["spans"] and item["content"] and item["outlet"] and item["document"] for item in said)
    document = await call(client, "read", document=said[0]["document"])
    begin, end = said[0]["spans"][0]
    assert document["text"][begin:end] == said[0]["content"], said[0]
    trace = await call(client, "trace", claim="c12")
    assert trace["independent_for"]["best"] == 1, trace
    disputes = await call(client, "disputes", most_first=True)
    assert disputes["items"] and all(len(item["sides"]) == 2 for item in disputes["items"])
    changes = await call(client, "changes", source="Sellick Potash")
    assert changes["items"] and all(item["type"] == "change" for item in changes["items"]), changes
    stories = await call(client, "stories", limit=1)
    assert [item["type"] for item in stories["items"]] == ["story"] and stories["next"], stories
    reading = await call(client, "read", text="Ada Solheim said that the pier is safe.", published="2031-05-14")
    assert reading["published"] == "2031-05-14"
    refused = await client.call_tool("trace", {"claim": "c9999"})
    assert refused.is_error and "c9999" in refused.content[0].text
    try:
        await client.call_tool("forget", {})
    except MCPError as error:
        assert error.error.code == -32602, error
    else:
        raise AssertionError("a tool that is none was called")


async def main():
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "related.db")
        subprocess.run([RELATED, ledger], check=True)
        server = StdioServerParameters(command=HEARSAY, args=["mcp", "--ledger", ledger, "--model", TINY, "--pairs", "none"])
        for mode, version in (("auto", "2026-07-28"), ("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28")):
            async with Client(server, mode=mode) as client:
                assert client.protocol_version == version, client.protocol_version
                await ask_all(client)
            print(f"{mode}: {version}")


asyncio.run(main())
