"""The requests of the vendor's own client, method by method, in its spelling: empty filters, True and False, null for
unset values, tokens without a scheme, numbers as texts. Restated from the facts about it, in a working order.

Each line: the method, the request, and the part of the reply that shows its success. {name} is a value of an earlier
reply, stored by `keep`.
"""

import json

KEY = {"Authorization": "Bearer sandbox-key"}
LAB = {"Authorization": "sandbox-key", "ProjectId": "sandbox-project"}  # no "Bearer"
USER = {"Authorization": "Bearer {token}", "ProjectId": "sandbox-project"}
BARE_USER = {"Authorization": "{token}"}
OPEN = {}
ARRAY = "[]"  # a bare array
NOTHING = ""  # no body
ANY = "*"     # any JSON

requests = []


def sends(method, request, body=None, *, answers=ANY, status=200, keep=None, auth=KEY, headers=None, form=None, parts=None):
    """`answers` names a member of the reply, with dots for nested members; `keep` maps names to such members."""
    requests.append({"method": method, "request": request, "body": body, "answers": answers, "status": status,
                     "keep": keep or {}, "headers": {**auth, **(headers or {})}, "form": form, "parts": parts})


# Sign-in
sends("GAMClient.get_access_token", "POST /oauth/gam/v2.0/access_token", auth=OPEN, answers="access_token",
      keep={"token": "access_token", "refresh": "refresh_token"},
      form={"grant_type": "password", "authentication_type_name": "local", "scope": "gam_user_data",
            "request_token_type": "OAuth", "client_id": "sandbox-client", "client_secret": "none",
            "username": "user@example.com", "password": "sandbox-password"})
sends("GAMClient.refresh_access_token", "POST /oauth/gam/v2.0/access_token", auth=OPEN, answers="access_token",
      keep={"token": "access_token"},
      form={"grant_type": "refresh_token", "client_id": "sandbox-client", "refresh_token": "{refresh}"})
sends("GAMClient.get_user_info", "GET /oauth/gam/v2.0/userinfo", auth=BARE_USER, answers="username",
      headers={"Content-Type": "application/x-www-form-urlencoded"})
sends("GAM authentication types (listed, never called)", "GET /v1/gam/authentication-types", answers=ARRAY)
sends("AuthClient.get_oauth2_access_token as documented", "POST /oauth/access_token", auth=OPEN, answers="refresh_token",
      form={"client_id": "sandbox-client", "username": "user@example.com", "password": "sandbox-password",
            "scope": "gam_user_data gam_user_roles"})
sends("AuthClient.get_user_profile_information", "GET /openid/userinfo", auth=USER, answers="guid")
for header in ({"Authorization": "bearer sandbox-key"}, {"Authorization": "BEARER sandbox-key"}, {"Saia-Auth": "sandbox-key"}):
    sends(f"the token as {header}", "GET /v1/accessControl/apitoken/validate", auth=header, answers="projectId")

# Admin
user = "/v1/accessControl/user"
sends("AdminClient.validate_api_token", "GET /v1/accessControl/apitoken/validate", answers="organizationName")
sends("AdminClient.get_authorized_organizations", f"GET {user}/organizations", auth=USER)
sends("AdminClient.get_authorized_projects_by_organization", auth=USER,
      request="GET /v1//accessControl/user/organization/projects?organization=sandbox-organization")
sends("AdminClient.get_authorized_projects_by_organization without the slip", auth=USER,
      request=f"GET {user}/organization/projects?organization=sandbox-organization")
where = "organization=sandbox-organization&project=sandbox-project&accessToken={token}"
sends("AdminClient.get_project_visibility", f"GET {user}/access/project?{where}")
sends("AdminClient.get_project_api_token", f"GET {user}/token/project?{where}", answers="apiToken")
sends("AdminClient.get_project_visibility, elsewhere", status=403, answers="errors",
      request=f"GET {user}/access/project?organization=sandbox-organization&project=other&accessToken={{token}}")
sends("AdminClient.get_project_visibility, a wrong token", status=401, answers="errors",
      request=f"GET {user}/access/project?organization=sandbox-organization&project=sandbox-project&accessToken=no")
sends("HealthClient.check_api_status", "GET /v1/system/status", auth=OPEN, answers="running")
sends("the platform's root", "GET /", auth=OPEN, answers="version")
sends("PluginClient.list_assistants", answers="plugins.0.pluginId",
      request="GET /v1/plugins?organization=sandbox-organization&project=sandbox-project")

# Agents
prompt = {"instructions": "Answer.", "inputs": ["topic"], "outputs": [{"key": "text", "description": "the answer"}],
          "examples": [{"inputData": "a", "output": "b"}]}
agent_data = {"prompt": prompt, "models": [{"name": "openai/gpt-4o"}], "strategyName": "Dynamic Prompting",
              "llmConfig": {"maxTokens": "800", "timeout": "60", "sampling": {"temperature": "0.5", "topK": "50", "topP": "1"}}}


def agent(name, **more):
    return {"agentDefinition": {"name": name, "accessScope": "private", "publicName": None, "jobDescription": None,
                                "avatarImage": None, "description": None, **more}}


sends("AgentClient.list_agents", auth=LAB, answers="agents",
      request="GET /v2/agents?status=&start=&count=&accessScope=public&allowDrafts=True&allowExternal=False")
sends("AILabManager.get_agent_list, private as it is there by default", auth=LAB, answers="agents.0.agentData.prompt",
      request="GET /v2/agents?accessScope=private&allowDrafts=True&allowExternal=False")
sends("AgentClient.create_agent", "POST /v2/agents", agent("vendor", agentData=agent_data), auth=LAB,
      answers="agentData.llmConfig.maxTokens", keep={"agent": "id"})
sends("AgentClient.create_agent, a draft without data", "POST /v2/agents", agent("bare", agentData={}), auth=LAB,
      answers="agentData.prompt")
sends("AgentClient.create_agent, published", "POST /v2/agents?automaticPublish=true", auth=LAB, answers="id",
      body=agent("published", agentData=agent_data))
sends("AgentClient.get_agent", "GET /v2/agents/{agent}?revision=0&version=0&allowDrafts=True", auth=LAB, answers="name")
sends("AgentClient.update_agent", "PUT /v2/agents/{agent}", agent("vendor", agentData=agent_data), auth=LAB, answers="revision")
sends("AgentClient.update_agent, upsert", "PUT /v2/agents/upserted/upsert", agent("upserted"), auth=LAB, answers="id")
sends("AgentClient.publish_agent_revision", "POST /v2/agents/{agent}/publish-revision", {"revision": "2"}, auth=LAB,
      answers="isDraft")
sends("AgentClient.create_sharing_link", "GET /v2/agents/{agent}/sharing-token", auth=LAB, answers="sharedLink")
sends("AgentClient.export_agent", "GET /v2/agents/{agent}/export", auth=LAB, answers="labPackage", keep={"package": "labPackage"})
sends("AgentClient.import_agent", "POST /v2/agents/import", {"labPackage": "{package}"}, auth=LAB)
sends("export_agent, version 4", "GET /v4/agents/{agent}/export", auth=LAB, answers="labPackage")
sends("list of agents, version 4", "GET /v4/agents", answers="agents")
sends("agent, version 4", "GET /v4/agents/{agent}?allowDrafts=true", headers={"ProjectId": "sandbox-project"}, answers="id")
sends("upsert of an agent, version 4", "PUT /v4/agents/{agent}/upsert?automaticPublish=false", agent("vendor"), answers="id")
sends("AgentClient.delete_agent", "DELETE /v2/agents/{agent}", auth=LAB, status=204, answers=NOTHING)

# Tools
parameter = {"key": "city", "description": "which", "isRequired": True, "type": "app"}  # no dataType
sends("ToolClient.list_tools", answers="tools",
      request="GET /v2/tools?id=&count=100&accessScope=public&allowDrafts=True&scope=api&allowExternal=True")
for scope in ("", "proxied", "builtin", "external"):
    sends(f"ToolClient.list_tools, scope={scope}", answers="tools",
          request=f"GET /v2/tools?id=&count=100&accessScope=private&allowDrafts=True&scope={scope}&allowExternal=True")
sends("ToolClient.create_tool", "POST /v2/tools", answers="parameters.0.dataType", keep={"tool": "id"},
      body={"tool": {"reportEvents": "None", "name": "weather", "description": "d", "scope": "builtin",
                     "accessScope": "public", "publicName": "com.example.weather", "parameters": [parameter]}})
sends("ToolClient.create_tool, scope api", "POST /v2/tools?automaticPublish=true", answers="openApiJson",
      body={"tool": {"reportEvents": "All", "name": "getA_get", "scope": "api", "accessScope": "private",
                     "openApiJson": json.dumps({"openapi": "3.0.0"}, indent=2)}})
sends("ToolClient.get_tool", "GET /v2/tools/{tool}?revision=0&version=0&allowDrafts=True", answers="parameters.0.isRequired")
sends("ToolClient.update_tool", "PUT /v2/tools/{tool}", {"tool": {"reportEvents": "None", "description": "e"}}, answers="revision")
sends("ToolClient.update_tool, upsert", "PUT /v2/tools/other/upsert", {"tool": {"reportEvents": "None", "name": "other"}},
      answers="id")
sends("ToolClient.publish_tool_revision", "POST /v2/tools/{tool}/publish-revision", {"revision": "2"}, answers="isDraft")
sends("ToolClient.get_parameter", answers="parameters.0.key",
      request="GET /v2/tools/com.example.weather/config?revision=0&version=0&allowDrafts=True")
sends("ToolClient.set_parameter", "POST /v2/tools/com.example.weather/config", status=204, answers=NOTHING,
      body={"parameterDefinition": {"parameters": [{"key": "k", "dataType": "String", "description": "d", "isRequired": True,
                                                    "type": "config", "fromSecret": False, "value": "v"}]}})
sends("export of a tool", "GET /v2/tools/{tool}/export", answers="labPackage", keep={"package": "labPackage"})
sends("import of a tool", "POST /v2/tools/import", {"labPackage": "{package}"}, answers="tools")
sends("export of a tool, version 4", "GET /v4/tools/{tool}/export", answers="labPackage")
sends("ToolClient.delete_tool", "DELETE /v2/tools/{tool}", status=204, answers=NOTHING)
sends("ToolClient.delete_tool by name", "DELETE /v2/tools/other", status=204, answers=NOTHING)

# Tool plug-ins
sends("list of tool plug-ins", "GET /v3/tool-plugins")
sends("a tool plug-in is written", "PUT /v3/tool-plugins/mine", {"description": "one"}, answers="name")
sends("a tool plug-in", "GET /v3/tool-plugins/mine", answers="name")
sends("import of a tool plug-in", "POST /v3/tool-plugins/import", {"name": "other"}, answers="name")
sends("open interactions", "GET /v2/user-interactions/tool-plugins/open")
sends("an interaction is written", "PUT /v2/user-interactions/tool-plugins/sandbox-interaction", {"answer": "yes"})
sends("a tool plug-in is deleted", "DELETE /v3/tool-plugins/mine", status=204, answers=NOTHING)

# Tool proxy
proxy = "12345678-0000-4000-8000-000000000001"
function = {"type": "function", "function": {"name": "search", "description": "d",
                                             "parameters": {"type": "object", "properties": {"q": {"type": "string"}}}}}
sends("ProxyClient.register", "POST /v2/tool-proxy/register", answers="Messages.0.Type",
      body={"server": {"id": proxy, "name": "mine", "description": "d", "affinity": "00000000-0000-0000-0000-000000000000",
                       "tools": [{"name": "srv__search", "server": "srv", "description": "d", "inputSchema": json.dumps(function)}]}})
sends("ProxyClient.dequeue", f"GET /v2/tool-proxy/dequeue/{proxy}", answers="0.input", keep={"job": "0.id"})
sends("ProxyClient.dequeue, nothing left", f"GET /v2/tool-proxy/dequeue/{proxy}", answers=ARRAY)
sends("ProxyClient.send_result", f"POST /v2/tool-proxy/result/{proxy}",
      {"jobResult": {"success": False, "job": {"id": "{job}", "jobStatus": "InProgress", "output": "found"}}})

# Reasoning strategies
strategy = {"name": "careful", "systemPrompt": "Think.", "accessScope": "public", "type": "addendum",
            "localizedDescriptions": [{"language": "english", "description": "d"}]}
sends("ReasoningStrategyClient.list_reasoning_strategies", auth=LAB, answers="strategies",
      request="GET /v2/reasoning-strategies?name=&start=0&count=100&allowExternal=True&accessScope=public")
sends("ReasoningStrategyClient.create_reasoning_strategy", "POST /v2/reasoning-strategies", {"strategyDefinition": strategy},
      auth=LAB, answers="id", keep={"strategy": "id"})
sends("ReasoningStrategyClient.update_reasoning_strategy", "PUT /v2/reasoning-strategies/{strategy}?automaticPublish=true",
      {"strategyDefinition": {"systemPrompt": "Think twice."}}, auth=LAB, answers="systemPrompt")
sends("ReasoningStrategyClient.update_reasoning_strategy, upsert", "PUT /v2/reasoning-strategies/quick/upsert",
      {"strategyDefinition": {"name": "quick"}}, auth=LAB, answers="id")
sends("ReasoningStrategyClient.get_reasoning_strategy", "GET /v2/reasoning-strategies/careful", auth=LAB, answers="type")

# Processes
process = {"key": "p1", "name": "process", "description": "d", "kb": {"name": "kb", "artifactTypeName": ["sample"]},
           "agenticActivities": [{"key": "a1", "name": "act", "taskName": "task", "agentName": "Sample", "agentRevisionId": 1}],
           "artifactSignals": [{"key": "s1", "name": "sig", "handlingType": "C", "artifactTypeName": ["sample"]}],
           "userSignals": [{"key": "u1", "name": "done"}], "startEvent": {"key": "e1", "name": "start"},
           "endEvent": {"key": "e2", "name": "end"}, "sequenceFlows": [{"key": "f1", "sourceKey": "e1", "targetKey": "a1"}],
           "variables": [{"key": "k", "value": "v"}]}
sends("AgenticProcessClient.create_process", "POST /v2/processes?automaticPublish=true", {"processDefinition": process},
      auth=LAB, answers="versionId", keep={"process": "id"})
sends("AgenticProcessClient.update_process", "PUT /v2/processes/{process}", {"processDefinition": {"description": "e"}}, auth=LAB,
      answers="id")
sends("AgenticProcessClient.update_process, upsert", "PUT /v2/processes/second/upsert",
      {"processDefinition": {"key": "p2", "name": "second"}}, auth=LAB, answers="id")
sends("AgenticProcessClient.get_process", "GET /v2/processes/{process}?revision=0&version=0&allowDrafts=True", auth=LAB,
      answers="versionId")
sends("AgenticProcessClient.list_processes", "GET /v2/processes?start=0&count=100&allowDraft=True", auth=LAB, answers="processes")
sends("AgenticProcessClient.publish_process_revision", "POST /v2/processes/{process}/publish-revision", {"revision": "2"},
      auth=LAB, answers="status")
sends("AgenticProcessClient.create_task", "POST /v2/processes/tasks", auth=LAB, answers="id", keep={"task": "id"},
      body={"taskDefinition": {"name": "task", "description": "d", "titleTemplate": "t", "promptData": prompt,
                               "artifactTypes": [{"name": "sample", "description": "d", "isRequired": True, "usageType": "input",
                                                  "artifactVariableKey": "key"}]}})
sends("AgenticProcessClient.get_task", "GET /v2/processes/tasks/{task}", auth=LAB, answers="name")
sends("AgenticProcessClient.list_tasks", "GET /v2/processes/tasks?start=0&count=100&allowDrafts=True", auth=LAB, answers="tasks")
sends("AgenticProcessClient.update_task", "PUT /v2/processes/tasks/{task}?automaticPublish=true",
      {"taskDefinition": {"name": "task", "description": "e"}}, auth=LAB, answers="id")
sends("AgenticProcessClient.update_task, upsert", "PUT /v2/processes/tasks/{task}/upsert",
      {"taskDefinition": {"id": "{task}", "name": "task"}}, auth=LAB, answers="id")
sends("AgenticProcessClient.publish_task_revision", "POST /v2/processes/tasks/{task}/publish-revision", {"revision": "1"},
      auth=LAB, answers="isDraft")
sends("AgenticProcessClient.start_instance", "POST /v2/processes/instances", auth=LAB, answers="process.version",
      body={"instanceDefinition": {"process": "process", "subject": "s", "variables": [{"key": "k", "value": "v"}]}},
      keep={"instance": "id"})
sends("AgenticProcessClient.get_instance", "GET /v2/processes/instances/{instance}", auth=LAB, answers="status")
for active in ("True", "False"):
    sends(f"AgenticProcessClient.list_process_instances, {active}", auth=LAB, answers="instances",
          request=f"GET /v2/processes/{{process}}/instances?isActive={active}&start=0&count=10")
sends("AgenticProcessClient.get_instance_history", "GET /v2/processes/instances/{instance}/trace", auth=LAB)
sends("AgenticProcessClient.send_user_signal", "POST /v2/processes/instances/{instance}/signal", {"name": "done"}, auth=LAB)
sends("AgenticProcessClient.abort_instance", "POST /v2/processes/instances/{instance}/abort", {}, auth=LAB)
sends("AgenticProcessClient.delete_task", "DELETE /v2/processes/tasks/{task}", auth=LAB, status=204, answers=NOTHING)
sends("AgenticProcessClient.delete_process", "DELETE /v2/processes/{process}", auth=LAB, status=204, answers=NOTHING)
kbs = "/v1/agent-studio/agentic-process-definition/kbs"
sends("AgenticProcessClient.create_kb", f"POST {kbs}", {"KBDefinition": {"name": "kb", "artifacts": ["a"], "metadata": ["m"]}},
      auth=LAB, answers="artifactTypeName", keep={"kb": "id"})
sends("AgenticProcessClient.create_kb, only named", f"POST {kbs}", {"KBDefinition": {"name": "kb2"}}, auth=LAB, answers="createdAt")
sends("AgenticProcessClient.get_kb", f"GET {kbs}/kb", auth=LAB, answers="metadata")
sends("AgenticProcessClient.list_kbs", f"GET {kbs}?start=0&count=100", auth=LAB, answers="knowledgeBases")
sends("AgenticProcessClient.delete_kb", f"DELETE {kbs}/{{kb}}", auth=LAB, status=204, answers=NOTHING)
sends("AgenticProcessClient.list_jobs", "GET /v1/agent-studio/runtime/jobs?start=0&count=100", auth=LAB,
      answers="0.parameters.0.Name")
types = "/v1/agent-studio/agentic-process-definition/artifact-types"
sends("list of artifact types (inferred)", f"GET {types}", answers="artifactTypes")
sends("an artifact type (inferred)", f"POST {types}", {"name": "sample"}, answers="id")

# Secrets
secret = {"name": "s", "secretString": "hidden", "description": "d"}
sends("SecretClient.list_secrets", "GET /v1/secrets?start=0&count=10", answers="secrets")
sends("SecretClient.create_secret", "POST /v1/secrets", {"secretDefinition": secret}, answers="id", keep={"secret": "id"})
sends("SecretClient.get_secret", "GET /v1/secrets/{secret}", answers="secretString")
sends("SecretClient.update_secret", "PUT /v1/secrets/{secret}", {"secretDefinition": secret}, answers="id")
sends("SecretClient.set_secret_accesses", "POST /v1/secrets/{secret}/accesses",
      {"secretDefinition": {"accessList": [{"accessLevel": "write", "principalType": "service"}]}})
sends("SecretClient.get_secret_accesses", "GET /v1/secrets/{secret}/accesses", answers="accessList.0.principalType")

# Chat, responses, images
asks = [{"role": "user", "content": "hello"}]
sends("ChatClient.chat_completion", "POST /chat", {"model": "saia:assistant:Sandbox Assistant", "messages": asks, "stream": False},
      answers="usage.total_cost")
sends("ChatClient.chat_completion, all of it", "POST /chat", answers="choices.0.message.content",
      headers={"saia-conversation-id": "12345678-0000-4000-8000-000000000002"},
      body={"model": "openai/gpt-4o", "messages": asks, "stream": False, "temperature": 0.6, "max_completion_tokens": 800,
            "frequency_penalty": 0.1, "presence_penalty": 0.2, "variables": [{"key": "k", "value": "v"}], "top_p": 1, "stop": ["x"],
            "response_format": {"type": "text"}, "tool_choice": "auto", "logprobs": False, "top_logprobs": 0, "seed": 1,
            "stream_options": {"include_usage": True}, "store": False, "metadata": {"a": "b"}, "user": "u", "reasoning_effort": "low",
            "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]})
sends("ChatClient.chat_completion with an answer that was given", "POST /chat", answers="choices",
      body={"model": "openai/gpt-4o", "stream": False, "temperature": None, "tools": None,
            "messages": [asks[0], {"role": "assistant", "content": "hi", "annotations": [], "audio": None, "refusal": None}, asks[0]]})
sends("ChatClient.chat_completion, streamed", "POST /chat", {"model": "openai/gpt-4o", "messages": asks, "stream": True},
      answers="data:")
sends("chat iris", "POST /chat", {"model": "saia:agent:com.globant.iris", "messages": asks, "stream": False}, answers="choices")
sends("AgenticProcessClient.get_thread_information", "GET /v2/threads/12345678-0000-4000-8000-000000000002", auth=LAB)
sends("ChatClient.generate_image", "POST /images", answers="data",
      body={"model": "openai/gpt-image-1", "prompt": "p", "n": 1, "quality": "high", "size": "1024x1024", "aspect_ratio": "1:1"})
sends("images, as the wiki has them", "POST /images/generations", answers="data",
      body={"model": "openai/gpt-image-1", "prompt": "p", "n": 1, "quality": "high", "size": "1024x1024", "aspectRatio": "1:1"})
sends("ChatClient.edit_image", "POST /images/edits", answers="data",
      body={"model": "openai/gpt-image-1", "prompt": "p", "image": "https://example.com/a.png", "size": "1024x1024", "n": 1})
sends("ChatClient.get_response", "POST /responses",
      {"model": "openai/gpt-4o", "input": "hello", "stream": False, "temperature": 0.5},
      answers="output.1.content.0.text")
sends("ChatClient.get_response with files", "POST /responses", answers="usage.prompt_tokens",
      parts=[("model", None, None, "openai/gpt-4o"), ("input", None, None, "hello"), ("stream", None, None, "False"),
             ("parallel_tool_calls", None, None, "True"), ("file0", "a.pdf", "application/pdf", "%PDF")])
sends("EmbeddingsClient.generate_embeddings", "POST /embeddings", answers="usage.prompt_cost",
      headers={"X-Saia-Cache-Enabled": "true"},
      body={"model": "openai/text-embedding-3-small", "input": ["a"], "encoding_format": "float", "dimensions": 8, "user": "u",
            "input_type": "query", "timeout": 600})
sends("RerankClient.rerank_chunks", "POST /rerank",
      {"query": "q", "model": "cohere/rerank-v3.5", "documents": ["a", "b"], "top_n": 3},
      answers="meta.billed_units.search_units")
sends("FeedbackClient.send_feedback", "POST /v1/feedback/request/r1",
      {"origin": "user-feedback", "answerScore": 1, "comments": "good"})
sends("models, OpenAI's form", "GET /models", answers="data.0.id")
sends("a provider's chat", "POST /proxy/openai/v1/chat/completions", {"model": "gpt-4o", "messages": asks}, answers="choices")
sends("a provider's models", "GET /proxy/openai/v1/models", answers="data")
sends("a provider's messages", "POST /proxy/anthropic/v1/messages", answers="content.0.text",
      body={"model": "claude", "max_tokens": 10, "messages": asks})
sends("a provider's chat, streamed", "POST /proxy/openai/v1/chat/completions",
      {"model": "gpt-4o", "messages": asks, "stream": True},
      answers="data:")

# Models
sends("LlmClient.get_provider_list", "GET /v2/llm/providers", answers="providers")
sends("LlmClient.get_provider_data", "GET /v2/llm/providers/openai", answers="name")
sends("LlmClient.get_provider_models", "GET /v2/llm/providers/openai/models", answers="models")
sends("LlmClient.get_model_data by name", "GET /v2/llm/providers/openai/models/gpt-4o", answers="contextWindow",
      keep={"model": "id"})
sends("LlmClient.get_model_data by id", "GET /v2/llm/providers/openai/models/{model}", answers="name")

# Assistants
settings = {"providerName": "openai", "modelName": "gpt-4o", "temperature": 0.1, "maxTokens": 1000}
sends("AssistantClient.create_assistant", "POST /v1/assistant", answers="intents.0.revisions.0.modelName",
      keep={"assistant": "assistantId"},
      body={"type": "chat", "name": "helper", "prompt": "Help.", "description": "d", "llmSettings": settings,
            "welcomeData": {"title": "t", "description": "d", "features": [], "examplesPrompt": []}})
sends("AssistantClient.create_assistant, little said", "POST /v1/assistant", answers="assistantId",
      body={"type": "text", "name": "other", "prompt": "Help.", "description": None, "llmSettings": None, "welcomeData": None})
for detail in ("summary", "full"):
    sends(f"AssistantClient.get_assistant_data, {detail}", f"GET /v1/assistant/{{assistant}}?detail={detail}",
          answers="intents.0.assistantIntentDefaultRevision")
sends("AssistantClient.update_assistant", "PUT /v1/assistant/{assistant}", answers="intents.0.revisions.1",
      body={"status": 1, "action": "savePublishNewRevision", "llmSettings": None, "welcomeData": None, "prompt": "more", "description": None})
sends("AssistantClient.update_assistant, save", "PUT /v1/assistant/{assistant}", answers="assistantName",
      body={"status": 1, "action": "save", "llmSettings": settings, "welcomeData": None, "revisionId": "1", "name": "helper"})
sends("AssistantClient.send_chat_request", "POST /v1/assistant/chat", answers="providerResponse", keep={"request": "requestId"},
      body={"assistant": "helper", "messages": asks, "revision": None, "revisionName": None, "variables": None})
sends("an assistant's text", "POST /v1/assistant/text", answers="text",
      body={"assistant": "helper", "prompt": "hello", "variables": [{"key": "k", "value": "v"}]})
sends("an assistant's text begins", "POST /v1/assistant/text/begin", {"assistant": "helper", "prompt": "hello"},
      answers="requestId")
sends("AssistantClient.get_request_status", "GET /v1/assistant/request/{request}/status", answers="providerResponse")
sends("AssistantClient.cancel_request", "POST /v1/assistant/request/{request}/cancel", {"requestId": "{request}"}, answers="status")
sends("DataAnalystClient.get_status", "GET /v1/assistant/{assistant}/status")
sends("DataAnalystClient.extend_dataset", "POST /v1/assistant/{assistant}/datasets/extend",
      parts=[("file", "a.csv", "text/csv", "a,b\n1,2\n"), ("file", "b.csv", "text/csv", "a,b\n3,4\n")])
sends("AssistantClient.delete_assistant", "DELETE /v1/assistant/{assistant}")

# Search profiles
options = {"historyCount": 2,
           "llm": {"cache": False, "frequencyPenalty": 0, "maxTokens": 1000, "modelName": "gpt-4o", "n": 1, "presencePenalty": 0,
                   "providerName": "openai", "stream": False, "temperature": "0.1", "topP": 1, "type": "", "verbose": True,
                   "uploadFiles": False, "llmOutputGuardrail": False, "inputModerationGuardrail": False,
                   "promptInjectionGuardrail": False},
           "search": {"k": 5, "type": "similarity", "fetchK": 10, "lambda": 0.5, "prompt": "p", "returnSourceDocuments": True,
                      "scoreThreshold": 0, "template": ""},
           "retriever": {"type": "vectorStore", "searchType": "similarity", "step": "all", "prompt": ""},
           "chain": {"type": "stuff"}, "embeddings": {"dimensions": 1536, "modelName": "m", "provider": "openai", "useProxy": False},
           "ingestion": {"provider": "geai", "geaiOptions": {}, "llamaParseOptions": {}}, "options": {}, "rerank": {},
           "variables": [{"NAME": "value"}], "vectorStore": {}}
index = {"chunks": {"chunkOverlap": 0, "chunkSize": 1000}, "useParentDocument": True,
         "childDocument": {"childK": 1, "child": {"chunkSize": 100, "chunkOverlap": 0, "contentProcessing": "clean"}}}
nulls = {"description": None, "template": None, "searchOptions": None, "indexOptions": None, "welcomeData": None}
profile = "/v1/search/profile"
sends("RAGAssistantClient.create_assistant", f"POST {profile}", answers="searchOptions.vectorStore",
      body={"name": "my docs", "description": "d", "template": "", "searchOptions": options, "indexOptions": index, "welcomeData": {}})
sends("RAGAssistantClient.create_assistant, little said", f"POST {profile}", {"name": "few", **nulls}, answers="name")
sends("RAGAssistantClient.get_assistants_from_project", "GET /v1/search/profiles", answers="projectStatus")
sends("... the hidden ones too", "GET /v1/search/profiles", headers={"include-all": "true"}, answers="searchProfiles.0.name")
sends("RAGAssistantClient.get_assistant_data", f"GET {profile}/my%20docs",
      answers="indexOptions.childDocument.child.contentProcessing")
sends("RAGAssistantClient.update_assistant", f"PUT {profile}/my%20docs", {"status": 1, "description": "e"},
      answers="searchOptions.rerank")
sends("RAGAssistantClient.upload_document, multipart", f"POST {profile}/my+docs/document", answers="metadata.1.value",
      parts=[("file", "a.txt", "text/plain", "text"), ("metadata", None, "application/json", '{"type": "test", "year": 2023}')],
      keep={"document": "id"})
sends("RAGAssistantClient.upload_document, binary", f"POST {profile}/my+docs/document", "raw bytes", answers="indexStatus",
      headers={"filename": "b.txt", "Content-Type": "text/plain"})
sends("new metadata for a document", f"PUT {profile}/my+docs/document", headers={"documentId": "{document}"}, answers="indexStatus",
      parts=[("metadata", None, "application/json", '{"type": "other"}')])
sends("RAGAssistantClient.get_documents", f"GET {profile}/my+docs/documents?skip=0&count=10", answers="documents.0.chunks")
sends("RAGAssistantClient.retrieve_document", f"GET {profile}/my+docs/document/{{document}}", answers="keyName")
sends("a profile's log", f"POST {profile}/my+docs/log", {})
for value in ("test", 2023, ["a", "b"]):
    sends(f"RAGAssistantClient.execute_query, {value}", "POST /v1/search/execute", answers="result.success",
          body={"profile": "my docs", "question": "what?", "variables": [{"key": "k", "value": "v"}],
                "filters": [{"key": "type", "operator": "$in" if isinstance(value, list) else "IsMatch", "value": value}]})
sends("RAGAssistantClient.delete_document", f"DELETE {profile}/my+docs/document/{{document}}")
sends("RAGAssistantClient.delete_all_documents", f"DELETE {profile}/my+docs/documents")
sends("RAGAssistantClient.delete_assistant", f"DELETE {profile}/my+docs")

# Files
of = "organization=sandbox-organization&project=sandbox-project"
sends("FileClient.upload_file", "POST /v1/files", answers="dataFileUrl", keep={"file": "dataFileId"},
      headers={"organizationId": "sandbox-organization", "projectId": "sandbox-project", "fileName": "a.txt", "folder": "f"},
      parts=[("file", "a.txt", "text/plain", "text")])
sends("FileClient.get_file", f"GET /v1/files/{{file}}?{of}", answers="dataFileSize")
sends("FileClient.get_file_list", f"GET /v1/files/all?{of}", answers="dataFiles.0.DataFileId")
sends("FileClient.get_file_content", f"GET /v1/files/{{file}}/content?{of}", answers="text")
sends("FileClient.delete_file", f"DELETE /v1/files/{{file}}?{of}", headers={"Accept": "application/json"})

# Organization
org = "/v1/organization"
sends("OrganizationClient.get_assistant_list", f"GET {org}/assistants?detail=summary", answers="assistants.0.intents")
sends("OrganizationClient.get_project_list", f"GET {org}/projects?detail=summary", answers="projects.0.projectStatus")
sends("OrganizationClient.get_project_list by name", f"GET {org}/projects?detail=full&name=Sandbox+Project",
      answers="projects.0.tokens")
sends("OrganizationClient.get_project_data", f"GET {org}/project/sandbox-project", answers="organizationName")
sends("OrganizationClient.create_project", f"POST {org}/project", answers="tokens.0.status", keep={"project": "projectId"},
      body={"name": "fresh", "administratorUserEmail": "user@example.com", "description": None})
sends("OrganizationClient.create_project with a limit", f"POST {org}/project", answers="usageLimit.hardLimit",
      body={"name": "limited", "administratorUserEmail": "user@example.com", "description": "d",
            "usageLimit": {"subscriptionType": "Monthly", "usageUnit": "Cost", "softLimit": "50", "hardLimit": "80", "renewalStatus": "Renewable"}})
sends("OrganizationClient.update_project", f"PUT {org}/project/{{project}}", {"name": "fresher", "description": None},
      answers="projectName")
sends("OrganizationClient.get_project_tokens", f"GET {org}/project/{{project}}/tokens", answers="tokens.0.id")
sends("OrganizationClient.delete_project", f"DELETE {org}/project/{{project}}")
sends("OrganizationClient.export_request_data", f"GET {org}/request/export?assistantName=&status=&skip=0&count=0",
      answers="items.0.elapsedTimeMs")
sends("OrganizationClient.export_request_data, filtered", f"GET {org}/request/export?status=succeeded&skip=0&count=0",
      answers="items.0.sessionId")
access = "/v2/accessControl"
pages = "startPage=1&pageSize=20&orderDirection=desc"
sends("OrganizationClient.get_memberships",
      f"GET {access}/memberships?{pages}&orderKey=organizationName&roleTypes=backend,frontend", auth=USER,
      answers="organizations.0.projects.0.roles")
sends("OrganizationClient.get_project_memberships", f"GET {access}/projects/memberships?{pages}&userEmail=user@example.com",
      auth=USER,
      headers={"organization-id": "sandbox-organization"}, answers="projects.0.projectName")
sends("OrganizationClient.get_project_roles", f"GET {access}/projects/roles?{pages}&orderKey=name",
      headers={"project-id": "sandbox-project"}, answers="roles.0.id")
sends("OrganizationClient.get_project_members", f"GET {access}/projects/members?{pages}",
      headers={"project-id": "sandbox-project"}, answers="members.0.roles")
sends("OrganizationClient.get_organization_members",
      f"GET {access}/organizations/members?organizationId=sandbox-organization&{pages}&roleTypes=backend",
      answers="members.0.email")
sends("OrganizationClient.get_runtime_policies", f"GET {access}/organization/plugin-runtime-policies",
      headers={"organization-id": "sandbox-organization"})
sends("OrganizationClient.add_project_member", f"POST {access}/projects/members",
      {"userEmail": "new@example.com", "roles": ["Project member"]},
      headers={"project-id": "sandbox-project"})
sends("OrganizationClient.create_organization", "POST /v2/admin/organizations",
      {"name": "acme", "administratorUserEmail": "a@example.com"},
      auth=USER, answers="organizationId", keep={"organization": "organizationId"})
sends("OrganizationClient.get_organization_list", f"GET /v2/admin/organizations?{pages}&filterKey=name&filterValue=acme",
      auth=USER, answers="pages")
sends("OrganizationClient.delete_organization", "DELETE /v2/admin/organizations/{organization}", auth=USER,
      answers="organizationName")
sends("AuthClient.create_project_api_token", "POST /v2/projects/tokens", {"name": "t", "description": "d"},
      headers={"project-id": "sandbox-project"},
      answers="messages", keep={"made": "id"})
sends("AuthClient.get_project_api_token", "GET /v2/projects/tokens/{made}", answers="scope")
sends("AuthClient.update_project_api_token", "PUT /v2/projects/tokens/{made}", {"description": "e", "status": "blocked"},
      answers=ARRAY)
sends("AuthClient.delete_project_api_token", "DELETE /v2/projects/tokens/{made}")

# Usage limits, numbers as the command line sends them
limit = {"subscriptionType": "Monthly", "usageUnit": "Cost", "softLimit": "50", "hardLimit": "100.50", "renewalStatus": "Renewable"}
for level, path in (("organization", "/v2/usageLimits/organizations/sandbox-organization/limits"),
                    ("project", "/v2/usageLimits/organizations/sandbox-organization/projects/sandbox-project/limits")):
    sends(f"UsageLimitClient.set_{level}_usage_limit", f"POST {path}", limit, answers="usedAmount", keep={"limit": "id"})
    sends(f"UsageLimitClient, all of the {level}", f"GET {path}", answers="usageLimits.0.hardLimit")
    sends(f"UsageLimitClient, the latest of the {level}", f"GET {path}/latest", answers="remainingUsage")
    if level == "project":
        sends("UsageLimitClient.get_active_usage_limit_from_project", f"GET {path}/active", answers="id")
    sends(f"UsageLimitClient, hard limit of the {level}", f"PUT {path}/{{limit}}/hardLimit", {"hardLimit": "200"},
          answers="hardLimit")
    sends(f"UsageLimitClient, soft limit of the {level}", f"PUT {path}/{{limit}}/softLimit", {"softLimit": 60}, answers="softLimit")
    sends(f"UsageLimitClient, renewal of the {level}", f"PUT {path}/{{limit}}/renewalStatus", {"renewalStatus": "NonRenewable"},
          answers="renewalStatus")
    sends(f"UsageLimitClient, a limit of the {level} is deleted", f"DELETE {path}/{{limit}}", answers="validUntil")

# Evaluation
sets = "/dataSetApi/dataSet"
row = {"dataSetRowInput": "2+2?", "dataSetRowExpectedAnswer": "4", "dataSetRowContextDocument": "", "expectedSources": [], "filterVariables": []}
sends("EvaluationDatasetClient.create_dataset", f"POST {sets}", answers="rows", keep={"set": "dataSetId"},
      body={"dataSetName": "s", "dataSetDescription": "d", "dataSetType": "T", "dataSetActive": True, "rows": None})
sends("EvaluationDatasetClient.list_datasets", "GET /dataSetApi/dataSets", answers=ARRAY)
sends("EvaluationDatasetClient.create_dataset_from_file", f"POST {sets}/FileUpload",
      json.dumps({"dataSetName": "f", "rows": [row]}),
      headers={"Content-Type": "application/json"}, answers="dataSetId")
sends("EvaluationDatasetClient.get_dataset", f"GET {sets}/{{set}}", answers="dataSetActive")
sends("EvaluationDatasetClient.update_dataset", f"PUT {sets}/{{set}}", {"dataSetName": "t", "dataSetActive": True},
      answers="dataSetName")
rows = f"{sets}/{{set}}/dataSetRow"
sends("EvaluationDatasetClient.create_dataset_row", f"POST {rows}", row, answers="dataSetRowId", keep={"row": "dataSetRowId"})
sends("EvaluationDatasetClient.list_dataset_rows", f"GET {rows}s", answers=ARRAY)
sends("EvaluationDatasetClient.get_dataset_row", f"GET {rows}/{{row}}", answers="dataSetRowInput")
sends("EvaluationDatasetClient.update_dataset_row", f"PUT {rows}/{{row}}", row, answers="dataSetRowInput")
sends("EvaluationDatasetClient.upload_dataset_rows_file", f"POST {rows}/FileUpload", json.dumps([row]),
      headers={"Content-Type": "application/json"}, answers=ARRAY)
source = {"dataSetExpectedSourceName": "n", "dataSetExpectedSourceValue": "v", "dataSetExpectedSourceExtension": "txt"}
variable = {"dataSetMetadataType": "V", "dataSetRowFilterKey": "k", "dataSetRowFilterValue": "v", "dataSetRowFilterOperator": "="}
for noun, word, path, body, key in (("expected_source", "expected_sources", "dataSetRowExpectedSource", source, "dataSetExpectedSourceId"),
                                    ("filter_variable", "filter_variables", "dataSetRowFilterVariable", variable, "dataSetRowFilterVarId")):
    one = f"{rows}/{{row}}/{path}"
    sends(f"EvaluationDatasetClient.create_{noun}", f"POST {one}", body, answers=key, keep={"inner": key})
    sends(f"EvaluationDatasetClient.list_{word}", f"GET {one}s", answers=ARRAY)
    sends(f"EvaluationDatasetClient.get_{noun}", f"GET {one}/{{inner}}", answers=key)
    sends(f"EvaluationDatasetClient.update_{noun}", f"PUT {one}/{{inner}}", body, answers=key)
    sends(f"EvaluationDatasetClient.delete_{noun}", f"DELETE {one}/{{inner}}")
plans = "/evaluationPlanApi/evaluationPlan"
sends("EvaluationPlanClient.list_system_metrics", "GET /evaluationPlanApi/systemMetrics", answers="0.systemMetricMinScore",
      keep={"metric": "0.systemMetricId"})
sends("EvaluationPlanClient.get_system_metric", "GET /evaluationPlanApi/systemMetric/{metric}", answers="systemMetricEvaluatorName")
sends("EvaluationPlanClient.create_evaluation_plan", f"POST {plans}", answers="evaluationPlanId", keep={"plan": "evaluationPlanId"},
      body={"evaluationPlanName": "p", "evaluationPlanType": "TextPromptAssistant", "systemMetrics": None,
            "evaluationPlanAssistantName": "Sandbox Assistant", "evaluationPlanAssistantRevision": "1", "dataSetId": "{set}"})
sends("EvaluationPlanClient.list_evaluation_plans", "GET /evaluationPlanApi/evaluationPlans", answers=ARRAY)
sends("EvaluationPlanClient.get_evaluation_plan", f"GET {plans}/{{plan}}", answers="evaluationPlanName")
sends("EvaluationPlanClient.update_evaluation_plan", f"PUT {plans}/{{plan}}", answers="systemMetrics.0.systemMetricWeight",
      body={"systemMetrics": [{"systemMetricId": "accuracy", "systemMetricWeight": "0.5"}]})
sends("EvaluationPlanClient.add_evaluation_plan_system_metric", f"POST {plans}/{{plan}}/evaluationPlanSystemMetric",
      {"systemMetricId": "relevance", "systemMetricWeight": 0.5}, answers="systemMetricCategory")
sends("EvaluationPlanClient.list_evaluation_plan_system_metrics", f"GET {plans}/{{plan}}/evaluationPlanSystemMetrics",
      answers=ARRAY)
sends("EvaluationPlanClient.get_evaluation_plan_system_metric", f"GET {plans}/{{plan}}/evaluationPlanSystemMetric/relevance",
      answers="systemMetricWeight")
sends("EvaluationPlanClient.update_evaluation_plan_system_metric", f"PUT {plans}/{{plan}}/evaluationPlanSystemMetric/relevance",
      {"systemMetricWeight": 0.25}, answers="systemMetricWeight")
sends("EvaluationPlanClient.delete_evaluation_plan_system_metric", f"DELETE {plans}/{{plan}}/evaluationPlanSystemMetric/relevance")
sends("EvaluationPlanClient.execute_evaluation_plan", f"POST {plans}/{{plan}}", answers="evaluationResultId",
      keep={"result": "evaluationResultId"})
sends("EvaluationResultClient.list_evaluation_results", "GET /evaluationResultApi/evaluationResults/{plan}",
      answers="0.evaluationResultAssitantRevision")
sends("EvaluationResultClient.get_evaluation_result", "GET /evaluationResultApi/evaluationResult/{result}",
      answers="rows.0.evaluationResultRowTokens")
sends("EvaluationPlanClient.delete_evaluation_plan", f"DELETE {plans}/{{plan}}")
sends("EvaluationDatasetClient.delete_dataset_row", f"DELETE {rows}/{{row}}")
sends("EvaluationDatasetClient.delete_dataset", f"DELETE {sets}/{{set}}")

# Analytics: the figure and a member of its reply; the last ones only the wiki has
both = {"ProjectId": "sandbox-project", "OrganizationId": "sandbox-organization", "Content-Type": "application/json"}
for figure, member in {
    "lab/agents-created-and-modified": "createdAgents",
    "lab/agents-created-and-modified-per-day": "agentsCreatedAndModifiedPerDay.0.date",
    "lab/flows-created-and-modified": "modifiedFlows",
    "lab/flows-created-and-modified-per-day": "flowsCreatedAndModifiedPerDay.0.createdFlows",
    "lab/processes-created-and-modified": "createdProcesses",
    "requests/agent-usage-per-user": "agentUsagePerUser.0.totalCost",
    "requests/average-cost-per-request": "averageCost",
    "requests/average-cost-per-user": "averageCost",
    "requests/average-cost-per-user-per-date": "averageCostPerUserPerDate.0.userId",
    "requests/average-request-time": "averageTime",
    "requests/average-requests-per-day": "averageRequests",
    "requests/average-requests-per-user": "averageRequests",
    "requests/average-requests-per-user-per-date": "averageRequestsPerUserPerDate.0.averageRequests",
    "requests/average-tokens-per-request": "averageTotalTokens",
    "requests/average-users-per-agent": "averageUsersPerAgent.0.averageUsers",
    "requests/average-users-per-project": "averageUsersPerProject.0.projectId",
    "requests/number-of-tokens": "totalInputTokens",
    "requests/number-of-tokens-per-agent": "tokensPerAgent.0.model",
    "requests/number-of-tokens-per-day": "tokensPerDay.0.totalTokens",
    "requests/overall-error-rate": "errorRate",
    "requests/top-10-agents-by-requests": "topAgents.0.totalRequests",
    "requests/top-10-agents-by-tokens": "topAgents.0.totalTokens",
    "requests/top-10-users-by-cost": "topUsers.0.totalCost",
    "requests/top-10-users-by-requests": "topUsers.0.totalRequests",
    "requests/total-active-agents": "totalActiveAgents",
    "requests/total-active-projects": "totalActiveProjects",
    "requests/total-active-users": "totalActiveUsers",
    "requests/total-cost": "totalCost",
    "requests/total-cost-per-day": "costPerDay.0.totalCost",
    "requests/total-request-time": "totalTime",
    "requests/total-requests": "totalRequests",
    "requests/total-requests-per-day": "requestsPerDay.0.totalRequestsWithError",
    "requests/total-requests-with-error": "totalRequestsWithError",
    "requests/total-tokens": "totalTokens",
    "lab/processes-created-and-modified-per-day": ANY,
    "lab/projects-created": "createdProjects",
    "lab/projects-created-per-day": ANY,
    "requests/activity-per-agent": ANY,
    "requests/activity-per-api-token": ANY,
    "requests/activity-per-user": ANY,
    "requests/agent-usage-per-organization-and-project": ANY,
    "requests/agent-usage-per-project": ANY,
}.items():
    sends(f"AnalyticsClient, {figure}", f"GET /v1/analytics/{figure}?startDate=2026-01-01&endDate=2026-01-31", headers=both,
          answers=member)
sends("AnalyticsClient.get_total_requests_per_day of one agent", headers=both, answers="requestsPerDay",
      request="GET /v1/analytics/requests/total-requests-per-day?startDate=2026-01-01&endDate=2026-01-31&agentName=Sample")

# Routes that were served but never documented: a client that uses them must fail.
gone = """
GET /v1/status
GET /v1/plugins/assistants
GET /v2/admin/authorizedOrganizations
GET /v2/admin/authorizedProjects
GET /v2/admin/projectVisibility
GET /v2/admin/projectApiToken
GET /v2/agents/x/sharing-link
GET /v1/knowledge-bases
POST /v1/knowledge-bases
GET /v1/knowledge-bases/x
DELETE /v1/knowledge-bases/x
GET /v1/jobs
GET /agentic-process-definition/artifact-types
GET /tool-plugins
DELETE /tool-plugins/x
GET /user-interactions/tool-plugins/open
POST /projects/tokens
GET /accessControl/apitoken/validate
GET /v2/accessControl/apitoken/validate
""".split("\n")[1:-1]
