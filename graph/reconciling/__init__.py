"""Reconciling: which known body a flow names where no identifier says it; what is not certain is left to a person."""
