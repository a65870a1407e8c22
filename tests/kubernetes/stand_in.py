"""A stand-in for Kubernetes: it keeps each job that it is sent, and runs its command in an empty folder, as pods do."""

import json
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KUBECONFIG = """\
apiVersion: v1
kind: Config
current-context: stand-in
contexts: [{{name: stand-in, context: {{cluster: stand-in, user: nobody}}}}]
clusters: [{{name: stand-in, cluster: {{server: "http://127.0.0.1:{port}"}}}}]
users: [{{name: nobody, user: {{}}}}]
"""


class StandIn(ThreadingHTTPServer):
    """Answers on loopback as much of the interface as Snakemake's executor asks."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.jobs: dict[str, dict] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, job: dict) -> None:
        job |= {"apiVersion": "batch/v1", "kind": "Job"}
        self.jobs[job["metadata"]["name"]] = job
        threading.Thread(target=self._run, args=[job]).start()

    def _run(self, job: dict) -> None:
        (container,) = job["spec"]["template"]["spec"]["containers"]
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([*container["command"], *container["args"]], cwd=folder, check=False)
        job["status"] = {"succeeded": 1} if done.returncode == 0 else {"failed": 1}


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/jobs"):
            self.server.take(sent)
        self._answer(sent)

    def do_GET(self):
        if "/pods?" in self.path:
            self._answer({"kind": "PodList", "items": []})
        else:
            job = self.server.jobs[self.path.split("/")[-2]]
            self._answer({"status": {}, **job})

    def do_DELETE(self):
        self._answer({"kind": "Status", "status": "Success"})

    def _answer(self, content: dict) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass
