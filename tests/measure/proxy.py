"""Counts the commands that pass from clients to a redis-server, logins and refused ones too: MONITOR hides those.

    python3 proxy.py PORT SERVER_PORT      writes `time name` to the file COUNTED for each
"""

import asyncio
import os
import sys
import time


async def counted(reader, writer):
    """Passes on what a client sends, noting each command's name and, of CLIENT, what it is to do."""
    while line := await reader.readline():
        sent, words = [line], []
        for _ in range(int(line[1:])):
            head = await reader.readline()
            body = await reader.readexactly(int(head[1:]) + 2)
            sent += [head, body]
            words.append(body[:-2].decode(errors="replace").upper())
        name = " ".join(words[:2]) if words[0] in ("CLIENT", "SCRIPT") else words[0]
        with open(os.environ["COUNTED"], "a") as out:
            out.write(f"{time.time()} {name}\n")
        writer.write(b"".join(sent))
        await writer.drain()
    writer.close()


async def passed(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def main(port, server):
    async def client(reader, writer):
        to_server = await asyncio.open_connection("127.0.0.1", server)
        await asyncio.gather(counted(reader, to_server[1]), passed(to_server[0], writer), return_exceptions=True)

    async with await asyncio.start_server(client, "127.0.0.1", port) as listening:
        await listening.serve_forever()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
