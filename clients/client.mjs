// A program that uses the JavaScript SDK of the folder named on the command line (js-0, js-1).
// Speaks the protocol of README.md: one job a line on stdin, one line on stdout with what the program saw.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { default: Anthropic } = createRequire(new URL(`./${process.argv[2]}/`, import.meta.url))("@anthropic-ai/sdk");

const weather = {
  name: "get_weather",
  description: "Tells the weather at a place.",
  input_schema: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
};

const modes = {
  async plain(client, body, seen) {
    const { data, response } = await client.messages.create(body).withResponse();
    seen.headers = namesOf(response.headers);
    return data;
  },

  async events(client, body, seen) {
    const { data, response } = await client.messages.create({ ...body, stream: true }).withResponse();
    seen.headers = namesOf(response.headers);
    for await (const event of data) seen.events.push(event.type);
  },

  async stream(client, body, seen) {
    const stream = client.messages.stream(body);
    for await (const event of stream) {
      seen.headers = namesOf(stream.response.headers);
      seen.events.push(event.type);
    }
    return await stream.finalMessage();
  },

  tools: (client, body, seen) => toolLoop(body, (turn) => modes.plain(client, turn, seen)),

  toolstream: (client, body, seen) => toolLoop(body, (turn) => modes.stream(client, turn, seen)),

  async count(client, { model, messages }, seen) {
    const { data, response } = await client.messages.countTokens({ model, messages }).withResponse();
    seen.headers = namesOf(response.headers);
    return data;
  },

  async models(client, body, seen) {
    const { data, response } = await client.models.list({ limit: 2 }).withResponse();
    seen.headers = namesOf(response.headers);
    return data.data;
  },
};

// Answers each tool call and goes on until the model stops asking for one.
async function toolLoop(body, ask) {
  const messages = [...body.messages];
  for (let turn = 1; turn <= 5; turn++) {
    const message = await ask({ ...body, messages, tools: [weather] });
    if (message.stop_reason !== "tool_use") return { turns: turn, ...message };
    const calls = message.content.filter((block) => block.type === "tool_use");
    messages.push({ role: "assistant", content: message.content });
    messages.push({ role: "user", content: calls.map((call) => ({ type: "tool_result", tool_use_id: call.id, content: "Rain." })) });
  }
  throw new Error("no end of tool calls");
}

const namesOf = (headers) => [...headers.keys()].sort();

function failure(error) {
  return {
    class: error.constructor.name,
    status: error.status ?? null,
    type: error.type ?? null,
    message: error.message,
    body: error.error ?? null,
    requestId: error.requestID ?? null,
    headers: error.headers ? namesOf(error.headers) : [],
    retryAfter: error.headers?.get("retry-after") ?? null,
    shouldRetry: error.headers?.get("x-should-retry") ?? null,
  };
}

async function run(job) {
  const seen = { id: job.id, message: null, events: [], headers: [], error: null };
  try {
    const client = new Anthropic({
      apiKey: job.key,
      baseURL: job.baseUrl,
      defaultHeaders: job.headers,
      timeout: job.timeoutMs,
      maxRetries: job.retries,
    });
    const body = { model: job.model, max_tokens: 256, messages: [{ role: "user", content: job.prompt }] };
    seen.message = (await modes[job.mode](client, body, seen)) ?? null;
  } catch (error) {
    seen.error = failure(error);
  }
  process.stdout.write(JSON.stringify(seen) + "\n");
}

createInterface({ input: process.stdin }).on("line", (line) => run(JSON.parse(line)));
