// An MCP server made with the SDK of the protocol, on standard streams: server.mjs REVISION TOOL
// It answers in that revision, or for `asked` in the one that it is asked for, and has that one tool. server.mjs --revisions lists those that the SDK speaks.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { InitializeRequestSchema, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const [revision, tool] = process.argv.slice(2);
if (revision === "--revisions") {
  console.log(SUPPORTED_PROTOCOL_VERSIONS.join(" "));
  process.exit(0);
}

const shop = new McpServer({ name: "shop", version: "1.0" }, { capabilities: { logging: {} } });
const text = (text) => ({ content: [{ type: "text", text }] });
const tools = {
  add: [{ title: "Adds", description: "Adds two numbers", inputSchema: { a: z.number(), b: z.number() },
          outputSchema: { sum: z.number() } },
        async ({ a, b }) => ({ ...text(`${a} and ${b} are ${a + b}`), structuredContent: { sum: a + b } })],
  count: [{ description: "Only data", outputSchema: { apples: z.number() } },
          async () => ({ content: [], structuredContent: { apples: 3 } })],
  nothing: [{ description: "Without arguments" }, async () => text("done")],
  picture: [{ description: "A picture and a link" },
            async () => ({ content: [{ type: "image", data: "aGVsbG8=", mimeType: "image/png" },
                                     { type: "resource", resource: { uri: "file:///a.txt", text: "in the file" } }] })],
  refuse: [{ description: "Refuses" }, async () => ({ ...text("out of stock"), isError: true })],
  fail: [{ description: "Throws" }, async () => { throw new Error("it broke"); }],
  // What a server may say and ask while a tool runs.
  chatter: [{ description: "Talks meanwhile" }, async () => {
    await shop.server.sendLoggingMessage({ level: "info", data: "working" });
    shop.sendToolListChanged();
    await shop.server.ping();
    const roots = await shop.server.request({ method: "roots/list" }, z.any()).catch((error) => `error ${error.code}`);
    return text(`the client says: ${roots}`);
  }],
};
shop.registerTool(tool, ...tools[tool]);
if (revision !== "asked") {
  const initialize = shop.server._oninitialize.bind(shop.server);
  shop.server.setRequestHandler(InitializeRequestSchema,
                                async (request) => ({ ...(await initialize(request)), protocolVersion: revision }));
}
await shop.connect(new StdioServerTransport());
