"""The ontology told to people: one offline page in French and English, and where each IRI of ours leads."""
