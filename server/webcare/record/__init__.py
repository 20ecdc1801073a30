"""The record: events kept once and in order, cases derived from them. Knows no HTTP."""
