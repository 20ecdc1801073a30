"""Finding cases again by what was written in them, in Dutch and English."""
