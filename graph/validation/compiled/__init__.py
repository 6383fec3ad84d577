"""SHACL shapes compiled to SPARQL SELECTs that run where the data are: the store."""
