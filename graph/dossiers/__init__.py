"""The tables of a municipal report: laid empty for the person who fills them, and checked in their words."""
