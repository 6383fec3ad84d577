"""What a process that runs a query gives up before it reads it: memory, processor time, sockets.

Memory and time are bounded by the system where it can (on Windows the parent still kills on the clock).
Sockets: on Linux a seccomp filter refuses them to the whole process, Oxigraph's Rust code included, which no
Python hook sees; elsewhere the audit hook covers Python only and `graph.guard` is the barrier.
"""

import ctypes
import math
import platform
import sys
from typing import Final

# Linux: number of the system call socket(2), and the name the kernel gives the processor (linux/audit.h).
_SOCKET: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # 13: the caller sees EACCES, « permission denied »


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("yes", ctypes.c_ubyte),
        ("no", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def confine(memory: int, seconds: float) -> None:
    """Bound this process to `memory` bytes and about `seconds` of processor, and take its sockets away."""
    sys.addaudithook(_no_network)
    if sys.platform == "win32":
        return
    _bounded(memory, math.ceil(seconds) + 1)  # if the parent died, nobody else would stop us
    if sys.platform == "linux" and platform.machine() in _SOCKET:
        _no_socket(*_SOCKET[platform.machine()])


def _bounded(memory: int, processor: int) -> None:
    import resource  # noqa: PLC0415  # does not exist on Windows

    wanted = {resource.RLIMIT_CPU: processor, resource.RLIMIT_CORE: 0}
    if sys.platform == "linux":  # macOS declares RLIMIT_AS and refuses to set it
        wanted[resource.RLIMIT_AS] = memory
    for limit, value in wanted.items():
        _, most = resource.getrlimit(limit)
        kept = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (kept, kept))


def _no_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


def _no_socket(processor: int, socket: int) -> None:
    """Ask the kernel to refuse socket(2) from now on; an old kernel says no, and the guard remains."""
    rules = (
        _Instruction(_LOAD, 0, 0, 4),  # which processor
        _Instruction(_EQUALS, 0, 2, processor),
        _Instruction(_LOAD, 0, 0, 0),  # which call
        _Instruction(_EQUALS, 1, 0, socket),
        _Instruction(_RETURN, 0, 0, _ALLOW),
        _Instruction(_RETURN, 0, 0, _REFUSE),
    )
    program = _Program(len(rules), (_Instruction * len(rules))(*rules))
    system = ctypes.CDLL(None)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
