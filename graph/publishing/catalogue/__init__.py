"""The catalogue of a release: DCAT-AP 3 in two profiles, VoID, the provenance of the build, and what checks them."""

from graph.publishing.catalogue.dcat import ProfileName, catalogue
from graph.publishing.catalogue.prov import provenance
from graph.publishing.catalogue.publication import Publication, publication
from graph.publishing.catalogue.void import void

__all__ = ["ProfileName", "Publication", "catalogue", "provenance", "publication", "void"]
