"""Downloading: the only room that opens the network, at the declared addresses, within limits, whole or not at all."""
