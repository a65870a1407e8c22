"""A Slurm of one node on loopback: munged, slurmctld and slurmd from Debian's packages, without systemd."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil

# Where srun looks within a job: the executor plugin takes SLURM_CONF out of a job's environment.
CONFIGURATION = Path("/etc/slurm")

SLURM_CONF = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={daemon_port}
# Both, or the controller listens on every address.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
AccountingStorageType=accounting_storage/none
# Without cgroups a job that is over its memory is found by looking once a second.
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
ReturnToService=2
KillWait=5
GresTypes=gpu
{node} NodeAddr=127.0.0.1 Gres=gpu:2
PartitionName=main Nodes={host} Default=YES State=UP
"""

# Graphics cards in name only: Slurm counts them, nothing can compute on them.
GRES_CONF = "Name=gpu File=/dev/null\nName=gpu File=/dev/zero\n"


def why_not() -> str | None:
    """Why no Slurm can be started here, if so."""
    if missing := [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if shutil.which(name) is None]:
        return f"{', '.join(missing)} not installed (Debian: slurm-wlm slurm-wlm-basic-plugins munge)"
    if os.geteuid() != 0:
        return "only root can start slurmd and write /etc/slurm/slurm.conf"
    if (CONFIGURATION / "slurm.conf").exists():
        return "this machine has a Slurm of its own; if an interrupted test left it, remove /etc/slurm/slurm.conf"
    return None


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class LoopbackSlurm:
    """The three daemons, with all their files in one folder and their configuration in /etc/slurm."""

    def __init__(self, folder: Path):
        self.folder = folder

    def start(self) -> None:
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        host = socket.gethostname()
        node = subprocess.check_output(["slurmd", "-C"], text=True).splitlines()[0]
        ports = {"controller_port": free_port(), "daemon_port": free_port()}
        CONFIGURATION.mkdir(exist_ok=True)
        (CONFIGURATION / "gres.conf").write_text(GRES_CONF)
        (CONFIGURATION / "slurm.conf").write_text(SLURM_CONF.format(folder=self.folder, host=host, node=node, **ports))
        self._start_munged()
        self.start_controller()
        subprocess.run(["slurmd"], check=True)
        self._wait_until_idle()

    def _start_munged(self) -> None:
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        files = {"key-file": key, "socket": "munge.sock", "pid-file": "munged.pid"}
        files |= {"log-file": "munged.log", "seed-file": "munged.seed"}
        options = [f"--{name}={self.folder / file}" for name, file in files.items()]
        subprocess.run(["munged", "--force", "--num-threads=1", *options], check=True)

    def start_controller(self) -> None:
        subprocess.run(["slurmctld"], check=True)

    def kill_controller(self) -> None:
        """As a machine that loses its power does."""
        self._kill("slurmctld", signal.SIGKILL)

    def stop(self) -> None:
        for daemon in ("slurmd", "slurmctld", "munged"):
            self._kill(daemon, signal.SIGTERM)
        for name in ("slurm.conf", "gres.conf"):
            (CONFIGURATION / name).unlink(missing_ok=True)

    def _kill(self, daemon: str, sign: signal.Signals) -> None:
        """Send a signal to a daemon that has been started, and wait until it is gone."""
        file = self.folder / f"{daemon}.pid"
        if not file.exists():
            return
        process = psutil.Process(int(file.read_text()))
        process.send_signal(sign)
        process.wait(timeout=30)

    def _wait_until_idle(self) -> None:
        for _ in range(100):
            if "idle" in self.ask("sinfo", "--noheader", "--format=%T"):
                return
            time.sleep(0.2)
        raise RuntimeError(f"Slurm does not start: {(self.folder / 'slurmctld.log').read_text()}")

    def ask(self, *command: str) -> str:
        """What one of Slurm's commands prints."""
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
