"""What the browser tests run for real: the server, a forum, faked hosts, Chromium with the extension."""
