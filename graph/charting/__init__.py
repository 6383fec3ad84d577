"""Maps and timelines: plain SVG drawn here, in one page that opens offline and asks nothing of anyone."""
