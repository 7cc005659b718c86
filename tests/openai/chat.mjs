// chat.mjs URL: what OpenAI's own client makes of the sandbox at that URL.
import assert from "node:assert/strict";
import OpenAI from "openai";

const url = process.argv[2];
const model = "openai/gpt-4o";
const client = new OpenAI({ apiKey: "sandbox-key", baseURL: `${url}/v1`, maxRetries: 0, timeout: 20_000 });
const unversioned = client.withOptions({ baseURL: url });  // the platform's other paths have no /v1
const said = (text) => [{ role: "user", content: text }];
const tools = [{
  type: "function",
  function: {
    name: "weather",
    description: "Tells the weather",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" } },
      required: ["city", "days"],
    },
  },
}];

async function control(path, method, body) {
  const answer = await fetch(`${url}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, await answer.text());
}
const fault = (order) => control("faults", "POST", { match: "/v1/chat/completions", ...order });

// Reads a stream that must fail, and returns what came before.
async function failing(stream, kind) {
  let text = "";
  let chunks = 0;
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      ++chunks;
      text += chunk.choices[0]?.delta?.content ?? "";
    }
  }, kind);
  return { text, chunks };
}

const long = "one two three four five six seven eight nine ten eleven twelve";

const tests = {
  async "a completion, with usage and what it cost"() {
    const answer = await client.chat.completions.create({ model, messages: said("hello there"), temperature: 0.5 });
    assert.equal(answer.object, "chat.completion");
    assert.equal(answer.model, model);
    assert.equal(answer.choices.length, 1);
    assert.equal(answer.choices[0].message.role, "assistant");
    assert.equal(answer.choices[0].message.content, "You said: hello there");
    assert.equal(answer.choices[0].finish_reason, "stop");
    const { prompt_tokens, completion_tokens, total_tokens, total_cost, currency } = answer.usage;
    assert.ok(prompt_tokens > 0 && completion_tokens > 0);
    assert.equal(total_tokens, prompt_tokens + completion_tokens);
    assert.ok(total_cost > 0);
    assert.equal(currency, "USD");
  },

  async "without the version in the path, as the platform documents it"() {
    const answer = await unversioned.chat.completions.create({ model, messages: said("hi") });
    assert.equal(answer.choices[0].message.content, "You said: hi");
    const { data: sent } = await client.chat.completions.create({ model, messages: said("hi") }).withResponse();
    assert.equal(sent.choices[0].message.content, "You said: hi");
  },

  async "what was asked for is honoured: length, JSON, parts"() {
    const cut = await client.chat.completions.create({ model, messages: said(long), max_completion_tokens: 3 });
    assert.equal(cut.choices[0].finish_reason, "length");
    const json = await client.chat.completions.create({
      model, messages: said("hi"), response_format: { type: "json_object" },
    });
    assert.equal(typeof JSON.parse(json.choices[0].message.content), "object");
    const parts = await client.chat.completions.create({
      model, messages: [{ role: "user", content: [{ type: "text", text: "in parts" }] }],
    });
    assert.equal(parts.choices[0].message.content, "You said: in parts");
  },

  async "a stream says the same as the whole, and ends with usage"() {
    const stream = await client.chat.completions.create({
      model, messages: said(long), stream: true, stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    assert.ok(chunks.length > 5);
    assert.ok(chunks.every((chunk) => chunk.object === "chat.completion.chunk" && chunk.id === chunks[0].id));
    assert.equal(chunks[0].choices[0].delta.role, "assistant");
    assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? "").join(""), `You said: ${long}`);
    assert.deepEqual(chunks.map((chunk) => chunk.choices[0]?.finish_reason).filter(Boolean), ["stop"]);
    const usage = chunks.map((chunk) => chunk.usage).filter(Boolean);
    assert.equal(usage.length, 1);
    assert.equal(usage[0].total_tokens, usage[0].prompt_tokens + usage[0].completion_tokens);
  },

  async "the client's own reading of a stream comes to the same"() {
    const stream = client.chat.completions.stream({ model, messages: said(long) });
    const answer = await stream.finalChatCompletion();
    assert.equal(answer.choices[0].message.content, `You said: ${long}`);
    assert.equal(answer.choices[0].finish_reason, "stop");
  },

  async "a tool call, its result, and the answer"() {
    const messages = said("please use the tool");
    const first = await client.chat.completions.create({ model, messages, tools });
    assert.equal(first.choices[0].finish_reason, "tool_calls");
    assert.equal(first.choices[0].message.content, null);
    const [call] = first.choices[0].message.tool_calls;
    assert.equal(call.type, "function");
    assert.equal(call.function.name, "weather");
    const given = JSON.parse(call.function.arguments);
    assert.equal(typeof given.city, "string");
    assert.equal(typeof given.days, "number");
    messages.push(first.choices[0].message, { role: "tool", tool_call_id: call.id, content: "sunny" });
    const second = await client.chat.completions.create({ model, messages, tools });
    assert.equal(second.choices[0].message.content, "The tool said: sunny");
  },

  async "a tool call in a stream comes in pieces that belong together"() {
    const wanted = { model, messages: said("use the tool"), tools };
    const stream = await client.chat.completions.create({ ...wanted, stream: true });
    const pieces = [];
    let finish;
    for await (const chunk of stream) {
      pieces.push(...(chunk.choices[0]?.delta?.tool_calls ?? []));
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    assert.equal(finish, "tool_calls");
    assert.ok(pieces.length > 1);
    assert.ok(pieces.every((piece) => piece.index === 0));
    assert.ok(pieces[0].id);
    assert.equal(pieces[0].function.name, "weather");
    assert.ok(pieces.slice(1).every((piece) => piece.id === undefined && piece.function.name === undefined));
    const text = pieces.map((piece) => piece.function.arguments).join("");
    assert.deepEqual(Object.keys(JSON.parse(text)).sort(), ["city", "days"]);

    const joined = await client.chat.completions.stream(wanted).finalChatCompletion();
    assert.deepEqual(JSON.parse(joined.choices[0].message.tool_calls[0].function.arguments), JSON.parse(text));
  },

  async "the package's retry of a failure that passes"() {
    await fault({ kind: "status", status: 503, headers: { "Retry-After": "0" } });
    const answer = await client.chat.completions.create({ model, messages: said("again") }, { maxRetries: 1 });
    assert.equal(answer.choices[0].message.content, "You said: again");
  },

  async "failures have the types that their statuses mean"() {
    const stranger = client.withOptions({ apiKey: "wrong" });
    await assert.rejects(stranger.chat.completions.create({ model, messages: said("hi") }), OpenAI.AuthenticationError);
    await assert.rejects(client.chat.completions.create({ model, messages: said("hi"), temperature: 9 }),
                         OpenAI.BadRequestError);
    await assert.rejects(client.chat.completions.create({ model, messages: said("hi"), stream: true, top_p: 9 }),
                         OpenAI.BadRequestError);
    await fault({ kind: "status", status: 429 });
    await assert.rejects(client.chat.completions.create({ model, messages: said("hi") }), OpenAI.RateLimitError);
  },

  async "an error in the middle of a stream is an error, after the text before it"() {
    await fault({ kind: "stream_error" });
    const stream = await client.chat.completions.create({ model, messages: said(long), stream: true });
    const { text } = await failing(stream, OpenAI.APIError);
    assert.ok(text.startsWith("You said: one") && !text.includes("twelve"), text);
  },

  async "a stream that is cut off is an error, after the text before it"() {
    await fault({ kind: "truncate" });
    const stream = await client.chat.completions.create({ model, messages: said(long), stream: true });
    const { text } = await failing(stream);
    assert.ok(text.startsWith("You said: one") && !text.includes("twelve"), text);
  },

  async "a connection that is reset in the middle of a stream is an error"() {
    await fault({ kind: "reset", after_bytes: 1200 });
    const stream = await client.chat.completions.create({ model, messages: said(long), stream: true });
    const { text } = await failing(stream);
    assert.ok(!text.includes("twelve"), text);
  },

  async "a stream that is left early is let go, and the next request is answered"() {
    await fault({ kind: "slow", delay_ms: 1 });
    const stream = await client.chat.completions.create({ model, messages: said(long), stream: true });
    for await (const chunk of stream) {
      assert.equal(chunk.choices[0].index, 0);
      break;
    }
    assert.ok(stream.controller.signal.aborted);
    const answer = await client.chat.completions.create({ model, messages: said("next") });
    assert.equal(answer.choices[0].message.content, "You said: next");
  },

  async "embeddings: base64, which the package asks for by itself, holds the same numbers"() {
    const wanted = { model: "openai/text-embedding-3-small", input: ["hello", "world"] };
    const packed = await unversioned.embeddings.create(wanted);
    const plain = await unversioned.embeddings.create({ ...wanted, encoding_format: "float" });
    assert.equal(packed.data.length, 2);
    for (const [i, { embedding }] of packed.data.entries()) {
      assert.ok(embedding.length > 0);
      assert.deepEqual([...embedding], plain.data[i].embedding.map(Math.fround));
    }
  },

  async "the models, whose names a completion takes"() {
    const models = [];
    for await (const each of unversioned.models.list()) models.push(each);
    assert.ok(models.every((each) => each.object === "model" && each.owned_by && Number.isInteger(each.created)));
    assert.ok(models.some((each) => each.id === model), JSON.stringify(models));
  },

  async "through the path of a provider, by the provider's own names"() {
    const passed = client.withOptions({ baseURL: `${url}/proxy/openai/v1` });
    const answer = await passed.chat.completions.create({ model: "gpt-4o", messages: said("hi") });
    assert.equal(answer.choices[0].message.content, "You said: hi");
    assert.equal(answer.usage.currency, "USD");
    let text = "";
    for await (const chunk of await passed.chat.completions.create({ model: "gpt-4o", messages: said(long), stream: true }))
      text += chunk.choices[0]?.delta?.content ?? "";
    assert.equal(text, `You said: ${long}`);
    const { data } = await passed.embeddings.create({ model: "text-embedding-3-small", input: "hello", encoding_format: "float" });
    assert.ok(data[0].embedding.length > 0);
    await assert.rejects(passed.withOptions({ baseURL: `${url}/proxy/nobody/v1` }).models.list(), OpenAI.NotFoundError);
  },

  async "null for what is unset, and an answer that is handed back as it came"() {
    const first = await client.chat.completions.create({
      model, messages: said("hi"), temperature: null, tools: undefined, stop: null, seed: null,
    });
    const answer = await client.chat.completions.create({
      model, messages: [...said("hi"), { ...first.choices[0].message, annotations: [], audio: null }, ...said("again")],
    });
    assert.equal(answer.choices[0].message.content, "You said: again");
  },

  async "the Responses API"() {
    const answer = await unversioned.responses.create({ model, input: "hello" });
    assert.equal(answer.object, "response");
    assert.ok(answer.output_text.includes("hello"), answer.output_text);
  },

  async "a streamed response says the same as the whole, event by event"() {
    const events = [];
    for await (const event of await unversioned.responses.create({ model, input: long, stream: true })) events.push(event);
    assert.ok(events.every((event, i) => event.sequence_number === i));
    assert.equal(events[0].type, "response.created");
    assert.equal(events.at(-1).type, "response.completed");
    const deltas = events.filter((event) => event.type === "response.output_text.delta").map((event) => event.delta);
    assert.ok(deltas.length > 5);
    assert.equal(deltas.join(""), `You said: ${long}`);
    assert.equal(events.find((event) => event.type === "response.output_text.done").text, `You said: ${long}`);
  },

  async "the client's own reading of a streamed response comes to the same"() {
    const stream = unversioned.responses.stream({ model, input: long });
    let last = "";
    stream.on("response.output_text.delta", (event) => { last = event.snapshot; });
    const answer = await stream.finalResponse();
    assert.equal(answer.output_text, `You said: ${long}`);
    assert.equal(last, `You said: ${long}`);
  },

  async "a function that a response wants called, streamed and whole, and the answer to its result"() {
    const flat = tools.map(({ function: each }) => ({ type: "function", strict: true, ...each }));
    const wanted = { model, input: said("use the tool"), tools: flat };
    const streamed = await unversioned.responses.stream(wanted).finalResponse();
    const whole = await unversioned.responses.create(wanted);
    const [one, other] = [streamed, whole].map((each) => each.output.find((item) => item.type === "function_call"));
    assert.equal(one.name, "weather");
    assert.equal(one.arguments, other.arguments);
    assert.deepEqual(Object.keys(JSON.parse(other.arguments)).sort(), ["city", "days"]);
    const answer = await unversioned.responses.create({
      ...wanted,
      input: [...wanted.input, ...whole.output, { type: "function_call_output", call_id: other.call_id, output: "sunny" }],
    });
    assert.equal(answer.output_text, "The tool said: sunny");
  },

  async "a response in the form of a schema, which the package reads"() {
    const format = {
      type: "json_schema", name: "forecast", strict: true,
      schema: {
        type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false,
      },
    };
    const answer = await unversioned.responses.parse({ model, input: "Lima?", text: { format } });
    assert.equal(typeof JSON.parse(answer.output_text).city, "string");
  },

  async "a response that is refused, and one that is cut"() {
    await control("chat", "POST", [{ refusal: "I would rather not." }]);
    const refused = await unversioned.responses.create({ model, input: "?" });
    assert.deepEqual(refused.output.at(-1).content, [{ type: "refusal", refusal: "I would rather not." }]);
    await control("chat", "POST", [{ refusal: "I would rather not." }]);
    const stream = await unversioned.responses.stream({ model, input: "?" }).finalResponse();
    assert.equal(stream.output.at(-1).content[0].refusal, "I would rather not.");
    const cut = await unversioned.responses.stream({ model, input: long, max_output_tokens: 3 }).finalResponse();
    assert.equal(cut.status, "incomplete");
    assert.equal(cut.incomplete_details.reason, "max_output_tokens");
  },
};

let passed = 0;
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    ++passed;
  } catch (error) {
    ++failed;
    console.log(`${name}: ${error.stack}`);
  }
  await control("faults", "DELETE");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
