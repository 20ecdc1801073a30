"""Taking the record out and bringing one in."""
