"""The assistant of customer-care agents: decides whether a post wants a reply, keeps the record."""

__version__ = "0.1.0"
