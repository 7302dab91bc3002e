"""A program that uses the Python SDK.

Speaks the protocol of README.md: one job a line on stdin, one line on stdout with what the program saw.
"""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from anthropic import Anthropic

WEATHER = {
    "name": "get_weather",
    "description": "Tells the weather at a place.",
    "input_schema": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
}
ONE_LINE_AT_A_TIME = threading.Lock()


def plain(client, body, seen):
    response = client.messages.with_raw_response.create(**body)
    seen["headers"] = names_of(response.headers)
    return to_json(response.parse())


def events(client, body, seen):
    with client.messages.create(**body, stream=True) as stream:
        seen["headers"] = names_of(stream.response.headers)
        for event in stream:
            seen["events"].append(event.type)


def stream(client, body, seen):
    with client.messages.stream(**body) as stream:
        seen["headers"] = names_of(stream.response.headers)
        for event in stream:
            seen["events"].append(event.type)
        return to_json(stream.get_final_message())


def tools(client, body, seen):
    return tool_loop(body, lambda turn: plain(client, turn, seen))


def toolstream(client, body, seen):
    return tool_loop(body, lambda turn: stream(client, turn, seen))


def count(client, body, seen):
    response = client.messages.with_raw_response.count_tokens(model=body["model"], messages=body["messages"])
    seen["headers"] = names_of(response.headers)
    return to_json(response.parse())


def models(client, body, seen):
    response = client.models.with_raw_response.list(limit=2)
    seen["headers"] = names_of(response.headers)
    return [to_json(model) for model in response.parse().data]


MODES = {f.__name__: f for f in (plain, events, stream, tools, toolstream, count, models)}


def tool_loop(body, ask):
    """Answers each tool call and goes on until the model stops asking for one."""
    messages = list(body["messages"])
    for turn in range(1, 6):
        message = ask({**body, "messages": messages, "tools": [WEATHER]})
        if message["stop_reason"] != "tool_use":
            return {"turns": turn, **message}
        calls = [block for block in message["content"] if block["type"] == "tool_use"]
        results = [{"type": "tool_result", "tool_use_id": call["id"], "content": "Rain."} for call in calls]
        messages = [*messages, {"role": "assistant", "content": message["content"]}, {"role": "user", "content": results}]
    raise RuntimeError("no end of tool calls")


def to_json(value):
    """The SDK's value as JSON; with a reply that is no JSON this SDK gives the text itself."""
    return value if isinstance(value, str) else value.to_dict(mode="json")


def names_of(headers):
    return sorted({name.lower() for name in headers})


def failure(error):
    response = getattr(error, "response", None)
    headers = response.headers if response is not None else {}
    return {
        "class": type(error).__name__,
        "status": getattr(error, "status_code", None),
        "type": getattr(error, "type", None),
        "message": str(error),
        "body": getattr(error, "body", None),
        "requestId": getattr(error, "request_id", None),
        "headers": names_of(headers),
        "retryAfter": headers.get("retry-after"),
        "shouldRetry": headers.get("x-should-retry"),
    }


def run(job):
    seen = {"id": job["id"], "message": None, "events": [], "headers": [], "error": None}
    try:
        with Anthropic(
            api_key=job["key"],
            base_url=job["baseUrl"],
            default_headers=job["headers"],
            timeout=job["timeoutMs"] / 1000,
            max_retries=job["retries"],
        ) as client:
            body = {"model": job["model"], "max_tokens": 256, "messages": [{"role": "user", "content": job["prompt"]}]}
            seen["message"] = MODES[job["mode"]](client, body, seen)
    except Exception as error:  # whatever the SDK throws is what a program sees
        seen["error"] = failure(error)
    line = json.dumps(seen, default=str)
    with ONE_LINE_AT_A_TIME:
        print(line, flush=True)


with ThreadPoolExecutor(max_workers=64) as pool:
    for line in sys.stdin:
        pool.submit(run, json.loads(line))
