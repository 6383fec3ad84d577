"""`maillage verify`: a bundle, wherever it comes from, judged by itself; one line a problem."""
