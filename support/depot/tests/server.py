#!/usr/bin/env python3
"""A web server on loopback that fails on purpose, for the tests of downloads and the remote store.

usage: server.py FOLDER PORT-FILE [LOG]

Serves FOLDER (GET, HEAD with ranges; PUT makes folders as needed). The first part of the path picks the
behaviour: /ok/ as it should be, /norange/ ignores ranges, /cut/ breaks off in the middle unless
the request is a range, /short/ sends half and claims that is all, /wrong/ flips a byte, /e404/ and
/e500/ answer so, /flaky/ says 503 to every first request of a file, /stall/ sends nothing,
/slow/ sends in small steps, /move/ redirects to /ok/, /local/ redirects to a file: URL, /noput/
refuses PUT, /dav/ answers 409 to PUT into a folder that MKCOL did not make, /auth/ wants user:word.
Each request is a line "METHOD PATH RANGE" in LOG.
"""
import base64
import http.server
import os
import sys
import threading
import time

ROOT, PORT_FILE = sys.argv[1:3]
LOG = open(sys.argv[3], "a", buffering=1) if len(sys.argv) > 3 else None
seen = set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, code, headers=()):
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def begin(self):
        """Log, split the path, and answer what needs no file. Returns (mode, path) or None."""
        if LOG:
            LOG.write(f"{self.command} {self.path} {self.headers.get('Range', '-')}\n")
        mode, _, rest = self.path.lstrip("/").partition("/")
        if ".." in rest:
            return self.answer(400)
        path = os.path.join(ROOT, rest)
        if mode == "e404":
            return self.answer(404)
        if mode == "e500":
            return self.answer(500)
        if mode == "stall":
            time.sleep(20)
            return None
        if mode == "flaky" and (self.command, path) not in seen:
            seen.add((self.command, path))
            return self.answer(503)
        if mode == "move":
            return self.answer(302, [("Location", "/ok/" + rest)])
        if mode == "local":
            return self.answer(302, [("Location", "file://" + path)])
        if mode == "auth":
            want = "Basic " + base64.b64encode(b"user:word").decode()
            if self.headers.get("Authorization") != want:
                return self.answer(401, [("WWW-Authenticate", 'Basic realm="x"')])
        return mode, path

    def do_GET(self):
        found = self.begin()
        if not found:
            return
        mode, path = found
        if not os.path.isfile(path):
            return self.answer(404)
        with open(path, "rb") as f:
            data = f.read()
        if mode == "wrong" and data:
            data = data[:-1] + bytes([data[-1] ^ 1])
        if mode == "short":
            data = data[: len(data) // 2]
        start = 0
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes=") and mode != "norange":
            start = int(wanted[6:].split("-")[0])
            if start >= len(data):
                return self.answer(416)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        body = data[start:]
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if mode == "cut" and not start:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        if mode == "slow":
            for at in range(0, len(body), 4096):
                self.wfile.write(body[at : at + 4096])
                time.sleep(0.05)
            return
        self.wfile.write(body)

    do_HEAD = do_GET

    def do_PUT(self):
        found = self.begin()
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not found:
            return
        mode, path = found
        if mode == "noput":
            return self.answer(405)
        if mode == "dav" and not os.path.isdir(os.path.dirname(path)):
            return self.answer(409)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".tmp", "wb") as f:
            f.write(data)
        os.rename(path + ".tmp", path)
        self.answer(201)

    def do_MKCOL(self):
        found = self.begin()
        if found:
            try:
                os.mkdir(found[1])
                self.answer(201)
            except FileExistsError:
                self.answer(405)
            except FileNotFoundError:
                self.answer(409)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(PORT_FILE + ".tmp", "w") as f:
    f.write(str(server.server_port))
os.rename(PORT_FILE + ".tmp", PORT_FILE)
# a test that is killed must not leave a server behind
parent = os.getppid()


def watch():
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
server.serve_forever()
