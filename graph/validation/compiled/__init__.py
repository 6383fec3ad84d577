"""SHACL shapes compiled to SPARQL SELECTs that run where the data are: the store.

Shapes are read (soundness, queries, shapes, paths), become conditions (compiler, values, constraints, qualified,
embedded, components), are asked of the store (run, plans: scans or lookups, judging, asking), and the results are told
(report, covering, surroundings, validation).
"""
