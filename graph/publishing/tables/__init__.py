"""One table a class: exact CSV with its metadata, CSV for French Excel, Parquet, and GeoJSON for what has a place."""
