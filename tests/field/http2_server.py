#!/usr/bin/python3
"""An HTTP/2 server over TLS that misbehaves according to the first segment of the path, `/MODE-N@K/...`: for N requests
of that path, after the first K. Prints the port. GET /log returns how often it processed each request (its header x-number).

refuse     RST_STREAM with REFUSED_STREAM, after the headers
late       RST_STREAM with REFUSED_STREAM, after the whole body
goaway     GOAWAY that names only earlier streams, and closes soon
leave      the same GOAWAY, and stays open until the client closes
reset      processes it, then RST_STREAM with INTERNAL_ERROR
die        processes it, then closes the connection
garbage    processes it, then violates the protocol
"""
import collections
import json
import socket
import ssl
import sys
import threading

import h2.config
import h2.connection
import h2.events
import h2.exceptions

lock = threading.Lock()
done = collections.Counter()
misdeeds = collections.Counter()


def misbehaves(path):
    """Returns the mode for this request; None if the path's faults are over."""
    first = path.split("/")[1]
    mode, _, counts = first.partition("-")
    count, _, before = counts.partition("@")
    if not count:
        return None
    with lock:
        misdeeds[first] += 1
        return mode if int(before) < misdeeds[first] <= int(before) + int(count) else None


class Connection:
    def __init__(self, wire):
        self.wire = wire
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self.open = {}  # stream: (headers, how to misbehave)

    def flush(self):
        self.wire.sendall(self.h2.data_to_send())

    def run(self):
        self.h2.initiate_connection()
        self.flush()
        while data := self.wire.recv(65536):
            for event in self.h2.receive_data(data):
                if not self.take(event):
                    return
            self.flush()

    def take(self, event):
        if isinstance(event, h2.events.RequestReceived):
            headers = dict(event.headers)
            how = misbehaves(headers[":path"])
            self.open[event.stream_id] = headers, how
            if how == "refuse":
                self.h2.reset_stream(event.stream_id, 7)
                del self.open[event.stream_id]
            elif how in ("goaway", "leave"):
                self.h2.close_connection(0, last_stream_id=max(event.stream_id - 2, 0))
                self.flush()
                self.wire.settimeout(10 if how == "leave" else 0.2)  # closing at once would reset the data that was sent
                while self.wire.recv(65536):
                    pass
                return False
        elif isinstance(event, h2.events.DataReceived):
            if event.stream_id in self.open:
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded) and event.stream_id in self.open:
            return self.answer(event.stream_id, *self.open.pop(event.stream_id))
        elif isinstance(event, h2.events.ConnectionTerminated):
            return False
        return True

    def answer(self, stream, headers, how):
        if how == "late":
            self.h2.reset_stream(stream, 7)
            return True
        path = headers[":path"]
        if path != "/log":
            with lock:
                done[headers.get("x-number", "")] += 1
        if how == "reset":
            self.h2.reset_stream(stream, 2)
            return True
        if how == "garbage":
            self.flush()
            self.wire.sendall(b"\x00\x00\x05\x00\x00\x00\x00\x00\x00hello")  # DATA on stream 0
            self.wire.settimeout(1)
            self.wire.recv(65536)
        if how in ("die", "garbage"):
            return False
        kind = "application/json"
        if path == "/log":
            with lock:
                body = json.dumps(done)
        elif "event-stream" in headers.get("accept", ""):
            kind = "text/event-stream"
            body = 'data: {"choices":[{"index":0,"delta":{"content":"hi"}}]}\n\ndata: [DONE]\n\n'
        else:
            body = '{"dataFileId":"1","choices":[{"index":0,"message":{"role":"assistant","content":"hi"}}]}'
        self.h2.send_headers(stream, [(":status", "200"), ("content-type", kind)])
        self.h2.send_data(stream, body.encode(), end_stream=True)
        return True


def serve(context, raw):
    try:
        with context.wrap_socket(raw, server_side=True) as wire:
            Connection(wire).run()
    except (OSError, h2.exceptions.ProtocolError):
        pass


def main():
    certificate, key = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2"])
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listening.getsockname()[1], flush=True)
    while True:
        raw, _ = listening.accept()
        threading.Thread(target=serve, args=(context, raw), daemon=True).start()


main()
