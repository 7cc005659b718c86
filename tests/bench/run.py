#!/usr/bin/env python3
"""Instructions of one list_agents call through the library against the same by hand: run.py BUILD_DIRECTORY

The answer is that of the sandbox, served by nginx on loopback over one connection that is used again; callgrind counts.
"""
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

NGINX = """\
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{ access_log off; keepalive_requests 1000000; client_body_temp_path {folder}/body; default_type application/json;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/root; }} }} }}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def answer_of_sandbox(program, agents):
    sandbox = subprocess.Popen([program, "--port", "0", "--exit-with-stdin", "--agents", str(agents)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    url = sandbox.stdout.readline().removeprefix("listening on ").strip()
    request = urllib.request.Request(url + "/v2/agents", headers={"Authorization": "Bearer sandbox-key"})
    body = urllib.request.urlopen(request, timeout=10).read()
    sandbox.stdin.close()
    sandbox.wait(10)
    return body


def instructions(program, url, calls, folder):
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, url, str(calls)],
                          capture_output=True, text=True, timeout=300, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1)), done.stdout


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    for agents in (1, 20):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder, "root", "v2")
            root.mkdir(parents=True)
            root.joinpath("agents").write_bytes(answer_of_sandbox(build / "tools/sandbox/geai-sandbox", agents))
            pathlib.Path(folder).chmod(0o755)
            port = free_port()
            pathlib.Path(folder, "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
            nginx = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
            try:
                for _ in range(100):
                    with socket.socket() as s:
                        if s.connect_ex(("127.0.0.1", port)) == 0:
                            break
                    time.sleep(0.05)
                per_call, answers = {}, set()
                for name in ("list_agents_geai", "list_agents_by_hand"):
                    few, _ = instructions(build / "tests/bench" / name, f"http://127.0.0.1:{port}", 100, folder)
                    many, said = instructions(build / "tests/bench" / name, f"http://127.0.0.1:{port}", 300, folder)
                    per_call[name] = (many - few) / 200
                    answers.add(said)
                if len(answers) != 1:
                    sys.exit(f"the two read different answers: {answers}")
                ours, by_hand = per_call.values()
                print(f"{agents} agents: {ours:.0f} instructions a call, by hand {by_hand:.0f}, ratio {ours / by_hand:.3f}")
            finally:
                nginx.terminate()
                nginx.wait(10)


if __name__ == "__main__":
    main()
