"""The replies for the programs of this folder, and their server: nginx with one worker on the loopback address."""
import contextlib
import json
import pathlib
import random
import socket
import subprocess
import tempfile
import time

# The sandbox's agents: one with every member set, one in other scripts, one without agentData.
KINDS = json.loads(pathlib.Path(__file__).with_name("agents.json").read_text(encoding="utf-8"))

NGINX = """\
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {folder}/body; default_type application/json;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi; open_file_cache max=16;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/root; }} }} }}
"""


def shuffled(value, order):
    if isinstance(value, list):
        return [shuffled(each, order) for each in value]
    if not isinstance(value, dict):
        return value
    members = [(name, shuffled(each, order)) for name, each in value.items()]
    order.shuffle(members)
    return dict(members)


def agent_list(count, kinds=KINDS, shuffle=False):
    """Returns the JSON of a list of that many agents, which alternate."""
    order = random.Random(1)
    agents = []
    for i in range(count):
        agent = {**kinds[i % len(kinds)], "id": f"{i:08}-1111-1111-1111-111111111111", "name": f"Sample {i}"}
        agents.append(shuffled(agent, order) if shuffle else agent)
    return json.dumps({"agents": agents}, ensure_ascii=False, separators=(",", ":")).encode()


@contextlib.contextmanager
def served(answers):
    """Serves {"name": bytes} as URL/name/v2/agents. Yields the URL."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o755)
        for name, body in answers.items():
            file = pathlib.Path(folder, "root", name, "v2", "agents")
            file.parent.mkdir(parents=True)
            file.write_bytes(body)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config = pathlib.Path(folder, "nginx.conf")
        config.write_text(NGINX.format(folder=folder, port=port))
        nginx = subprocess.Popen(["nginx", "-c", config], stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            nginx.terminate()
            nginx.wait(10)
