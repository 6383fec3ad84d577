"""What a data steward reads of a build or a validation."""
