"""A folder is replaced only if it is a bundle of ours: nobody's files are lost to a slip of the hand."""

from pathlib import Path

from graph.errors import GraphError
from graph.publishing import sums

_SHOWN = 3


def refuse_strangers(target: Path) -> None:
    """Raise, kind `refused`, unless a folder is absent, empty, or a bundle that holds nothing but its own files."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise GraphError(f"{target} : ce n'est pas un dossier", kind="usage", remedy="donnez un dossier à -o")
    if not target.exists() or not any(target.iterdir()):
        return
    if not (target / sums.NAME).is_file():
        message = f"{target} : ce dossier n'est pas un lot de Maillage, il n'est pas remplacé"
        raise GraphError(message, kind="refused", remedy="donnez un dossier vide ou nouveau à -o")
    listed = sums.read(target)
    strange = [path for path in sums.paths(target) if path not in listed]
    if strange:
        names = ", ".join(strange[:_SHOWN]) + ("…" if len(strange) > _SHOWN else "")
        message = f"{target} : des fichiers qui ne sont pas du lot s'y trouvent ({names}), il n'est pas remplacé"
        raise GraphError(message, kind="refused", remedy="déplacez-les, puis relancez")
