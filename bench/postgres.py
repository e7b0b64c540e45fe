"""A PostgreSQL server for one bench, and what it answers to a statement and how fast."""
import contextlib
import os
import pathlib
import re
import subprocess
import tempfile

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")


class Postgres:
    def __init__(self, folder):
        self.folder = folder

    def run(self, sql, data=None):
        """Gives what psql prints, unaligned."""
        return subprocess.run(["psql", "-h", self.folder, "-U", "bole", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql],
                              input=data, check=True, capture_output=True, text=True).stdout

    def best_ms(self, sql, times=7):
        """The shortest time the server gives for the statement, everything in memory."""
        found = [re.search(r"Execution Time: ([\d.]+)", self.run("EXPLAIN (ANALYZE, TIMING OFF) " + sql))[1] for _ in range(times)]
        return min(float(ms) for ms in found)


@contextlib.contextmanager
def postgres():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o777)
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*prefix, PROGRAMS / "initdb", "-D", folder / "data", "-U", "bole", "-A", "trust", "--locale=C", "--no-sync"], **quiet)
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c shared_buffers=1GB -c work_mem=256MB -c jit=off"
        subprocess.run([*prefix, PROGRAMS / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"], **quiet)
        try:
            yield Postgres(folder)
        finally:
            subprocess.run([*prefix, PROGRAMS / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], **quiet)
