"""Where the files of a source are downloaded from: declared once, safe, recognised once they are here."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest

from loaders import Source, declared
from loaders.addresses import Address, named
from loaders.edition import published

SOURCES = [source for source in declared().values() if source.addresses]
ADDRESSES = [(source, address) for source in SOURCES for address in source.addresses]
NAMES = [f"{source.name}/{address.file}" for source, address in ADDRESSES]


@pytest.mark.parametrize(("source", "address"), ADDRESSES, ids=NAMES)
def test_an_address_is_https_and_its_file_is_recognised_by_its_source(source: Source, address: Address) -> None:
    parts, path = urlsplit(address.url), PurePosixPath(address.file)
    dated = f"{path.stem}_2026-08-11{path.suffix}"

    assert parts.scheme == "https"
    assert parts.hostname
    assert path.name == address.file
    assert not path.name.startswith(".")
    assert path.suffix in (".zip", ".bz2") or re.search(
        source.files.pattern, address.file if published(path.name) else dated
    ), "donnez à ce fichier, sous [[fetch]], un nom (file) que [files] pattern reconnaît"


@pytest.mark.parametrize(("source", "address"), ADDRESSES, ids=NAMES)
def test_a_resource_of_data_gouv_fr_is_asked_for_by_its_stable_address(source: Source, address: Address) -> None:
    kept = "static.data.gouv.fr" in address.url

    assert not kept, f"{source.name} : cette adresse change à chaque édition ; …/fr/datasets/r/<identifiant>"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_two_files_of_a_source_have_two_names(source: Source) -> None:
    files = [(address.file, address.edition) for address in source.addresses]

    assert len({*files}) == len(files)


def test_two_addresses_never_have_one_name() -> None:
    owners: dict[str, set[str]] = {}
    for _, address in ADDRESSES:
        owners.setdefault(address.file, set()).add(address.url)

    assert {file for file, urls in owners.items() if len(urls) > 1} == set()


@pytest.mark.parametrize("source", declared().values(), ids=lambda source: source.name)
def test_a_source_has_a_theme(source: Source) -> None:
    themes = {"territoires", "élus", "programmes", "financements", "équipements", "registres"}

    assert source.theme in themes or source.name.startswith("dossiers-")


def test_a_file_without_a_declared_name_takes_that_of_its_source() -> None:
    url = "https://www.data.gouv.fr/fr/datasets/r/2876a346"

    assert named(Address(url=url), "rne-maires", "csv").file == "rne-maires.csv"
    assert named(Address(url=url), "epcicom", "xlsx").file == "epcicom.xlsx"
    assert named(Address(url="https://x.fr/GASPAR/gaspar.zip"), "catnat", "csv").file == "catnat.zip"
    assert named(Address(url=url, file="ecoles.csv"), "bpe", "csv").file == "ecoles.csv"
