"""What data.gouv.fr keeps of a catalogue: udata's own importer, on a database in memory. An occasional check.

In an environment of its own, never ours: `pip install udata==17.18.0 mongomock`, then
`python tests/bench/portals/importing.py publication/catalogue-portail.ttl`.
"""

import sys
from importlib import import_module
from typing import Any

from rdflib import RDF, Graph

LICENCES = (  # as https://www.data.gouv.fr/api/1/datasets/licenses/ names them
    ("lov2", "Licence Ouverte / Open Licence version 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
    ("cc-by", "Creative Commons Attribution", "http://www.opendefinition.org/licenses/cc-by"),
    ("odc-odbl", "Open Data Commons Open Database License (ODbL)", "http://opendatacommons.org/licenses/odbl/summary/"),
    ("notspecified", "License Not Specified", None),
)
SETTINGS = {
    "MONGODB_HOST": "mongodb://localhost/portail",
    **dict.fromkeys(("SECRET_KEY", "API_TOKEN_SECRET", "SECURITY_PASSWORD_SALT"), "x" * 40),
    "CACHE_TYPE": "NullCache",
    "CELERY_TASK_ALWAYS_EAGER": True,
    "DEFAULT_LANGUAGE": "fr",
    "LANGUAGES": {"fr": "Français", "en": "English"},
    "PLUGINS": [],
}


def portal() -> Any:
    """Return a udata with nothing in it; its modules are found by name, since nobody has them here."""
    connection: Any = import_module("mongoengine.connection")
    connection.MongoClient = import_module("mongomock").MongoClient
    defaults = import_module("udata.settings").Defaults
    return import_module("udata.app").create_app(type("Settings", (defaults,), SETTINGS))


def lines(path: str) -> list[str]:
    """Return each dataset as the portal would keep it."""
    models = import_module("udata.core.dataset.models")
    importer, dcat = import_module("udata.core.dataset.rdf"), import_module("udata.rdf").DCAT
    for name, title, url in LICENCES:
        models.License(id=name, title=title, url=url).save()
    owner = import_module("udata.models").Organization(name="Éditeur", description="Éditeur").save()
    graph, told = Graph().parse(path), []
    for node in sorted(graph.subjects(RDF.type, dcat.Dataset), key=str):
        made = importer.dataset_from_rdf(graph, dataset=models.Dataset(organization=owner), node=node)
        hashed = sum(one.checksum is not None for one in made.resources)
        period = made.temporal_coverage
        told += [
            str(node),
            f"  titre {made.title} | licence {made.license.id} | fréquence {made.frequency}",
            f"  fichiers {len(made.resources)} | empreintes {hashed} | contacts {len(made.contact_points)}",
            f"  étiquettes {', '.join(made.tags)}",
            f"  emprise {made.spatial and made.spatial.geom['coordinates']}",
            f"  période {period and (period.start, period.end)}",
            f"  {_verdict(made)}",
        ]
    return told


def _verdict(made: Any) -> str:
    try:
        made.validate()
    except AssertionError as error:  # what mongoengine's ValidationError is
        return f"REFUSÉ {str(error)[:200]}"
    return "importé"


if __name__ == "__main__":
    with portal().app_context():
        sys.stdout.write("\n".join(lines(sys.argv[1])) + "\n")
