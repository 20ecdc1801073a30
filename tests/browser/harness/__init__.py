"""What the browser tests run for real: server, forum, faked hosts, Chromium with the extension."""
